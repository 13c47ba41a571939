"""What a concept of a termbase says of an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.story.exchange.base import same_writing
from storyport.story.exchange.tbx_elements import DATA_CATEGORIES, Element
from storyport.story.exchange.tbx_losses import GENDERS, TERM_TYPES
from storyport.story.exchange.tbx_terms import Language, Term, standing_of
from storyport.story.facts import EntryFacts, EvidenceFacts, RenderingFacts, Status
from storyport.story.validation import KINDS

__all__ = ["Reader"]

_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_SECTIONS = _LANGUAGES | _TERMS
_OF_TERMS = _TERMS | {"termGrp"}
_GROUPS = frozenset({"termNoteGrp", "adminGrp", "termGrp"})
# A term's context goes with its source; elsewhere a group is as good as what is in it.
_ALL_GROUPS = _GROUPS | {"descripGrp"}
_META = frozenset({"descrip", "termNote", "admin", "ref", "xref", "transac"})
_STATUSES = frozenset({"administrativeStatus", "usageStatus", "normativeAuthorization"})
_KINDS_OF_ALIASES = {
    **{word: kind for kind, word in TERM_TYPES.items()},
    "acronym": "short",
    "abbreviation": "short",
}
_GENDER = {word: gender for gender, word in GENDERS.items()}
# Says nothing that an entry could hold, and stands at every term.
_PASSED_OVER = frozenset({"partOfSpeech", "term"})
_EXCERPT, _LONG = 300, 1000


class Reader:
    """Reads concepts.

    Attributes:
        unused: data categories that no entry can hold -> how many.
        notes: what was cut or left out, by line.
    """

    def __init__(self, source: str, to: str, where: str) -> None:
        self.unused: Counter[str] = Counter()
        self.notes: list[str] = []
        self._source = parse_locale(source)
        self._to = to
        self._where = where

    def entry_of(self, concept: Element) -> EntryFacts:
        """Return what a concept says; not checked yet.

        Raises:
            BadInput: it has no term in the source language, or a language twice.
        """
        notes: list[str] = []
        kind = ""
        for category, told in self._facts(concept):
            if category in ("note", "definition"):
                if not told.attributes.get("id", "").startswith("storyport-"):
                    notes.append(told.text())
            elif category == "subjectField" and told.text().strip().lower() in KINDS and not kind:
                kind = told.text().strip().lower()
            else:
                self._leave(category, told)
        languages = dict(self._languages(concept))
        of_source = [tag for tag in languages if same_writing(parse_locale(tag), self._source)]
        terms = [term for tag in of_source for term in languages[tag].terms]
        if not terms:
            raise BadInput(
                f"this concept has no term in {self._source}.",
                where=f"{self._where}:{concept.line}",
                do=f"Give it one, or take it out; it has {', '.join(languages) or 'none at all'}.",
            )
        notes += [line for tag in of_source for line in languages[tag].definitions]
        renderings = {
            tag: self._rendering(language, terms, tag)
            for tag, language in languages.items()
            if tag not in of_source and self._to in ("", tag)
        }
        return self._entry(kind, self._cut("\n".join(notes), _LONG, concept), terms, renderings)

    def _entry(
        self, kind: str, note: str, terms: Sequence[Term], renderings: dict[str, RenderingFacts]
    ) -> EntryFacts:
        usable = [term for term in terms if term.standing != "banned"] or terms
        head = next((term for term in usable if term.standing == "preferred"), usable[0])
        aliases = {term.text: term.kind for term in terms if term.text != head.text}
        return EntryFacts(
            id=0,
            headword=head.text,
            kind=kind,
            gender=head.gender,
            aliases=tuple(aliases),
            note=note,
            renderings={tag: facts for tag, facts in renderings.items() if facts.said()},
            alias_kinds={alias: kind for alias, kind in aliases.items() if kind},
            evidence=tuple(dict.fromkeys(one for term in terms for one in term.contexts)),
        )

    def _rendering(self, language: Language, source: Sequence[Term], tag: str) -> RenderingFacts:
        forms = {term.name: term.text for term in source if term.name}
        forms |= {term.text: term.text for term in source}
        aliases: dict[str, tuple[str, Status]] = {}
        free: list[Term] = []
        for term in language.terms:
            form = next((forms[link] for link in term.linked if link in forms), "")
            self._leave_of_target(term, linked=bool(form))
            if form and term.standing != "banned":
                aliases[form] = (term.text, term.status)
            elif term.standing != "banned":
                free.append(term)
        best = next((t for t in free if t.standing == "preferred"), free[0] if free else None)
        self.notes += [
            f"line {term.line}: {tag} {term.text!r} is a further synonym, and was not used."
            for term in free
            if term is not best and best is not None and term.text != best.text
        ]
        return RenderingFacts(
            text=best.text if best else "",
            status=best.status if best else "proposed",
            banned=tuple(term.text for term in language.terms if term.standing == "banned"),
            aliases=aliases,
            gender=best.gender if best else "",
            codex="\n".join(language.definitions),
        )

    def _leave_of_target(self, term: Term, *, linked: bool) -> None:
        counts = {
            "context": len(term.contexts),
            "termType": bool(term.kind),
            "crossReference": bool(term.linked) and not linked,
        }
        self.unused.update({category: int(count) for category, count in counts.items() if count})

    def _languages(self, concept: Element) -> Iterator[tuple[str, Language]]:
        seen: set[str] = set()
        for section in concept.children:
            if section.namespace or section.name not in _LANGUAGES:
                continue
            locale = self._locale(section)
            if locale is None:
                continue
            if locale.tag in seen:
                raise BadInput(
                    f"{locale} stands twice in this concept.",
                    where=f"{self._where}:{section.line}",
                    do="Put its terms into one section.",
                )
            seen.add(locale.tag)
            yield locale.tag, self._language(section)

    def _locale(self, section: Element) -> LocaleInfo | None:
        tag = section.attributes.get("lang", "")
        try:
            return parse_locale(tag)
        except BadInput:
            if not tag:
                raise BadInput(
                    f"<{section.name}> does not say its language.",
                    where=f"{self._where}:{section.line}",
                    do="Write its xml:lang.",
                ) from None
            self.unused[f"language {tag}"] += 1
            return None

    def _language(self, section: Element) -> Language:
        language = Language()
        for piece in section.children:
            if piece.name in _TERMS and not piece.namespace:
                language.terms.append(self._term(piece))
        definitions = []
        for category, told in self._facts(section):
            if category == "definition":
                definitions.append(told.text())
            else:
                self._leave(category, told)
        codex = self._cut("\n".join(definitions), _LONG, section)
        language.definitions = codex.split("\n") if codex else []
        return language

    def _term(self, section: Element) -> Term:
        term = Term("", section.attributes.get("id", ""), section.line)
        for category, told in self._facts(section):
            if not self._is_taken(term, category, told.text(), told):
                self._leave(category, told)
        if not term.text.strip():
            raise BadInput(
                "this term is empty.",
                where=f"{self._where}:{section.line}",
                do="Give it, or take its section out.",
            )
        return term

    def _is_taken(self, term: Term, category: str, value: str, told: Element) -> bool:
        """Take up what a term says; return whether it has a place."""
        if category == "term":
            term.text = value
        elif category in _STATUSES:
            term.standing = standing_of(value)
            return bool(term.standing)
        elif category == "termType":
            term.kind = _KINDS_OF_ALIASES.get(value, "")
            return bool(term.kind)
        elif category == "grammaticalGender":
            term.gender = _GENDER.get(value, "")
            return bool(term.gender)
        elif category == "crossReference":
            term.linked += [value, told.attributes.get("target", "")]
        elif category in ("context", "descripGrp"):
            term.contexts += self._contexts(told)
        else:
            return category in _PASSED_OVER
        return True

    def _contexts(self, told: Element) -> Iterator[EvidenceFacts]:
        """Give the contexts of a group, or the one that stands alone."""
        if told.name != "descripGrp":
            yield self._evidence(told, "", "")
            return
        facts = list(self._facts(told))
        sources = [element.text() for category, element in facts if category == "source"]
        notes = [element.text() for category, element in facts if category == "note"]
        for category, element in facts:
            if category == "context":
                yield self._evidence(element, " ".join(sources), " ".join(notes))
            elif category not in ("source", "note"):
                self._leave(category, element)

    def _evidence(self, context: Element, place: str, reason: str) -> EvidenceFacts:
        return EvidenceFacts(
            self._cut(place, 200, context),
            self._cut(context.text(), _EXCERPT, context),
            self._cut(reason, 100, context),
        )

    def _facts(self, section: Element) -> Iterator[tuple[str, Element]]:
        """Give (data category, element) of what a section says itself; groups are opened."""
        for piece in section.children:
            if piece.namespace:
                own = piece.namespace.startswith(DATA_CATEGORIES)
                yield piece.name if own else f"{piece.name} ({piece.namespace})", piece
            elif piece.name in (_GROUPS if section.name in _OF_TERMS else _ALL_GROUPS):
                yield from self._facts(piece)
            elif piece.name not in _SECTIONS:
                yield piece.attributes.get("type", "") if piece.name in _META else piece.name, piece

    def _leave(self, category: str, told: Element) -> None:
        self.unused[category or told.name] += 1

    def _cut(self, text: str, limit: int, told: Element) -> str:
        if len(text) <= limit:
            return text
        self.notes.append(f"line {told.line}: a text of {len(text)} characters was cut to {limit}.")
        return text[: limit - 1] + "…"
