"""The number of an erased lead is not given to the next one."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("leads", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            """SQLite can only copy the table into one that remembers its numbers."""
    # Standings are packed otherwise now: each lead is folded anew when next touched, or by `leadbot rescore`.
    op.execute("UPDATE leads SET model_version = 'outgrown' WHERE model_version != ''")
