"""The run store's tables, and their rows as Python has them."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sql

from cnnlab.engine.store_status import Status
from cnnlab.errors import LabError

TABLES = sql.MetaData()
RUNS = sql.Table(
    "runs",
    TABLES,
    sql.Column("number", sql.Integer, primary_key=True),
    sql.Column("id", sql.Text, nullable=False, unique=True),
    sql.Column("owner", sql.Text, nullable=False, index=True),
    sql.Column("status", sql.Text, nullable=False, index=True),
    sql.Column("created", sql.Float, nullable=False),
    sql.Column("started", sql.Float),
    sql.Column("ended", sql.Float),
    sql.Column("error", sql.Text),
    sql.Column("server", sql.Text, nullable=False),
    sql.Column("stop", sql.Boolean, nullable=False),
)
SERVERS = sql.Table(
    "servers",
    TABLES,
    sql.Column("id", sql.Text, primary_key=True),
    sql.Column("seen", sql.Float, nullable=False),
)


@dataclass(frozen=True)
class Row:
    """What the store knows of a run.

    Attributes
    ----------
    id : str
    owner : str
        SHA-256 of the owner's token, never the token.
    status : {"queued", "running", "done", "stopped", "failed", "lost"}
    created, started, ended : float or None
        Seconds since 1970; `started` and `ended` belong to its last turn.
    error : LabError or None
        Why it failed or was lost.
    """

    id: str
    owner: str
    status: Status
    created: float
    started: float | None
    ended: float | None
    error: LabError | None


ROWS = sql.select(*(RUNS.c[name] for name in Row.__dataclass_fields__))
"""The query for rows, as `row_of` takes them."""


def row_of(found: sql.Row) -> Row:
    """Turn an answer to `ROWS` into a `Row`."""
    values = found._asdict()
    if values["error"] is not None:
        message, places = json.loads(values["error"])
        values["error"] = LabError(message, **places)
    return Row(**values)


def packed(error: LabError | None) -> str | None:
    """Return an error as the tables keep it."""
    return None if error is None else json.dumps([error.message, error.values])


def digest(token: str) -> str:
    """Return what the store keeps of an owner's token: nobody gets the token from it."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_owner(row: Row, token: str) -> bool:
    """Tell whether a run belongs to the owner of a token; the empty token owns nothing."""
    return bool(token) and secrets.compare_digest(row.owner, digest(token))
