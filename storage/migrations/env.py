"""Where alembic finds the connection and the tables; each engine's ``migrate`` has it called."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # declares the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
