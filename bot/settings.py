"""The operator's settings, from the environment: ``MOCK_INTERVIEWER_TOKEN`` and so on."""

import os
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.problem import Problem

NAME = "mock-interviewer"
PREFIX = "MOCK_INTERVIEWER_"


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(sign.isspace() for sign in value):
        raise ValueError("it must begin with https:// (or http://) and hold no spaces")
    return value.rstrip("/")


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """All settings; each is the variable of its name after ``MOCK_INTERVIEWER_``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    token: SecretStr | None = None
    """The Telegram bot's token, from BotFather."""
    database: str | None = None
    """``sqlite:///path/to/file.db`` or ``postgresql://user:password@host/name``; None for a file of the user's own."""
    bot_api: WebAddress = "https://api.telegram.org"
    """Base address of the Bot API."""
    webhook: WebAddress | None = None
    """Public address under which Telegram reaches the bot in ``run --webhook``."""
    webhook_secret: SecretStr | None = Field(default=None, min_length=16, max_length=256)
    """What Telegram sends along so that the bot knows it is Telegram."""
    reader: bool = True
    """Whether the learned reader is heard on concept answers; it takes some 600 MB in a process of its own."""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65535)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown or logged."""
        return tuple(secret.get_secret_value() for secret in (self.token, self.webhook_secret) if secret)

    def need_token(self) -> str:
        """The token.

        Raises:
            Problem: there is none, or it has not a token's form.

        """
        token = self.token.get_secret_value().strip() if self.token else ""
        if not token:
            raise Problem(
                f"No Telegram token: get one from @BotFather and set {PREFIX}TOKEN, or practise in the terminal with "
                "`mock-interviewer chat`."
            )
        number, _, rest = token.partition(":")
        if not (number.isascii() and number.isdigit() and len(rest) >= 20 and rest.isascii() and " " not in rest):
            raise Problem(f"{PREFIX}TOKEN is no Telegram token: it looks like 123456789:ABC..., copy it again.")
        return token


def read_settings() -> Settings:
    """The settings; secrets are then taken out of the environment, so that no child process inherits them.

    Raises:
        Problem: a variable's value cannot be used; the value itself is not repeated.

    """
    try:
        settings = Settings()
    except ValidationError as error:
        faults = [f"{PREFIX}{str(fault['loc'][0]).upper()}: {_said(fault['msg'])}" for fault in error.errors()]
        raise Problem(f"A setting cannot be used: {'; '.join(faults)}.") from None
    for name in ("TOKEN", "WEBHOOK_SECRET"):
        os.environ.pop(PREFIX + name, None)
    return settings


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def default_database() -> str:
    """The address of the SQLite file in the user's data folder, which is made, for the user alone, where missing.

    Raises:
        Problem: the folder cannot be made.

    """
    folder = Path(platformdirs.user_data_path(NAME))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Problem(
            f"The folder {folder} for the interviews cannot be made ({error.strerror}): name a file with --database "
            "sqlite:///path/to/file.db."
        ) from None
    return f"sqlite:///{folder / 'interviews.db'}"


def bank_cache() -> Path:
    """Where the parsed bank is kept between starts."""
    return Path(platformdirs.user_cache_path(NAME)) / "bank.json"
