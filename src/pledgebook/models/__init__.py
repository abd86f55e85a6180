"""Models: language models on some server, asked through the chat interface that OpenAI began and others took over.

This room knows nothing of aid or of articles: it takes chats and gives replies, with what they cost.
"""

from functools import cache
from typing import TYPE_CHECKING

from pledgebook.models.chat import Chat, Check, Message, Reply
from pledgebook.models.usage import Usage
from pledgebook.settings import LlmSettings

if TYPE_CHECKING:
    from pledgebook.models.asking import Model

__all__ = ["Chat", "Check", "Message", "Reply", "Usage", "open_model"]


@cache
def open_model(settings: LlmSettings) -> "Model":
    """The model of these settings; what it learns of its server in one run holds for the whole of it."""
    from pledgebook.models.asking import Model  # loads what a run with the grammar reader never needs

    return Model(settings)
