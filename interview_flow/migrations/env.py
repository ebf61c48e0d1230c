"""What Alembic runs: the steps that are missing, on the connection that the program hands over, in its transaction."""

from alembic import context
from sqlalchemy import text

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # Two replicas that start at once: the second waits, then finds nothing to do.
    connection.execute(text("SELECT pg_advisory_xact_lock(7203015)"))
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
