"""Plain English by simple measures: sentences, their length, long words, and words that do not belong."""

from __future__ import annotations

import re

MOST_WORDS_IN_A_SENTENCE = 30
HARDEST_TEXT = 40.0
"""The highest readability index (LIX) of an easy text; newspapers are at 45 to 50."""

_SENTENCE_END = re.compile(
    r"""(?:(?<=[.!?\u2026\u061f])|(?<=[.!?\u2026\u061f]['")\]\u201c\u201d\u00bb]))\s+"""
    r"""(?=['"(\[\u201c\u201e\u00ab]?[^\W_a-z\u00df-\u00f6\u00f8-\u00ff])"""
)
"""Behind an end mark and perhaps a quotation mark, before what is no small letter, in any script."""
_NO_END = re.compile(r"\b(?:v|vs|No|Nr|Mr|Mrs|Ms|Dr|St|e\.g|i\.e|z\. ?B|d\. ?h|ca|bzw|approx|etc)\.$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LONG_WORD = 6

TOOL_NAMES = (
    *("ChatGPT", "GPT", "OpenAI", "Copilot", "Gemini", "Claude", "Anthropic", "Llama", "Mistral", "Bard"),
    *("Grok", "DeepSeek", "Perplexity", "Midjourney", "DALL-E", "Whisper", "NotebookLM", "Siri", "Alexa"),
)
"""Names of products, matched as they are written, because some are ordinary words in small letters."""

JARGON = (
    *("LLM", "large language model", "language model", "foundation model", "neural network", "NLP", "RAG"),
    *("machine learning", "deep learning", "generative", "transformer model", "hyperparameter", "parameters"),
    *("prompt engineering", "system prompt", "zero-shot", "few-shot", "chain of thought", "context window"),
    *("token", "embedding", "vector database", "fine-tuning", "fine-tuned", "training data", "inference"),
    *("hallucination", "hallucinate", "hallucinated", "guardrail model", "API", "algorithm", "agentic"),
)
"""Technical words that help nobody decide, matched in any case and also in the plural."""

_TOOLS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, TOOL_NAMES))})(?=-?\d|\b)")
_JARGON = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, JARGON))})s?(?!\w)", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Split a text into its sentences; a decimal point or an abbreviation ends none."""
    whole: list[str] = []
    for part in _SENTENCE_END.split(text.strip()):
        if whole and _NO_END.search(whole[-1]):
            whole[-1] = f"{whole[-1]} {part}"
        elif part:
            whole.append(part)
    return whole


def words(text: str) -> list[str]:
    """Return the words of a text, without its figures."""
    return _WORD.findall(text)


def readability(text: str) -> float:
    """Return the LIX of a text: words per sentence plus the percentage of words over six letters.

    Source: Björnsson, Läsbarhet, 1968. A text without words has 0.
    """
    every = words(text)
    if not every:
        return 0.0
    long = sum(len(word) > _LONG_WORD for word in every)
    return len(every) / max(len(sentences(text)), 1) + 100 * long / len(every)


def tool_names(text: str) -> list[str]:
    """Return the names of AI products in a text, each once."""
    return list(dict.fromkeys(_TOOLS.findall(text)))


def jargon(text: str) -> list[str]:
    """Return the technical words in a text, each once."""
    return list(dict.fromkeys(word.lower() for word in _JARGON.findall(text)))
