"""The command line as it is, over the small bank: so that tests of the shell do not wait for the real one to load."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import small_bank

from bot import bootstrap
from bot.__main__ import main

bootstrap.open_bank = small_bank.small_bank
code = main()
heavy = {"torch", "sympy", "matplotlib", "tokenizers", "alembic", "numpy", "telegram"} & set(sys.modules)
if heavy:
    print("imported:", *sorted(heavy), file=sys.stderr)
sys.exit(code)
