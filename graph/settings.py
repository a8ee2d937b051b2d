"""Settings of one process, read once from the environment (prefix ``ACCORDIA_``)."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology import DEFAULT_BASE


def _ends_with_slash(base: str) -> str:
    if not base.startswith(("http://", "https://")) or any(c in base for c in '<>"{}|\\^` '):
        raise ValueError("expected an http or https address")
    return base if base.endswith("/") else base + "/"


class Settings(BaseSettings):
    """Everything that can be set from outside; a value is checked when it is read."""

    model_config = SettingsConfigDict(env_prefix="ACCORDIA_", frozen=True)

    base: Annotated[str, AfterValidator(_ends_with_slash)] = DEFAULT_BASE
    store: str = "accordia-store"
    engine: str = ""
    """Address of a running query engine (a Unix socket); empty: the process starts its own."""
    query_seconds: float = Field(default=20, gt=0, le=3600)
    query_megabytes: int = Field(default=1024, ge=64)
    result_megabytes: int = Field(default=64, ge=1)
    connections: int = Field(default=8, ge=1, le=256)
    """Queries that one web process runs at the same time; the others wait."""
    table_megabytes: int = Field(default=4000, ge=1)
    """Largest table that is read, unpacked."""
    table_memory: int = Field(default=4096, ge=256)
    """Megabytes of memory that the process that reads a table may use."""
    watch_seconds: float = Field(default=0.5, gt=0)
    """How often the engine looks whether the store has moved to a new version."""


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
