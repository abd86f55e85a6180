"""Libraries that only some sources need, loaded when such a source is met."""

from importlib import import_module
from types import ModuleType
from typing import Literal

from pledgebook.problems import BadSetup


def extra(module: str, name: Literal["feeds", "warc"], what: str) -> ModuleType:
    """The module, which the extra `name` installs. Raises BadSetup, which says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise BadSetup(
            f'{what} needs {module.split(".")[0]}; install it with: pip install "pledgebook[{name}]"'
        ) from error
