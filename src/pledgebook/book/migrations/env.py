"""Alembic's entry: runs the migrations on the connection that `migrating.py` hands over."""

from alembic import context

from pledgebook.book.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    transactional_ddl=False,  # the transaction is the caller's: all migrations, or none
)
context.run_migrations()
