"""Chooses the engines of a run: flags over the story's policy over settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storyport.engines.base import Translator
from storyport.engines.prices import price_of
from storyport.engines.translate import Settings as EngineSettings
from storyport.engines.translate import make_translator, pacer_for, resolve, settings_from
from storyport.kernel.errors import BadInput, StoryportError, Unconfigured
from storyport.kernel.locales import LocaleInfo
from storyport.kernel.settings import Settings
from storyport.localize.routing.lanes import MEMORY_ONLY, Engine, Lane, Routing
from storyport.localize.routing.names import AUTO, EMBEDDED, MEMORY
from storyport.localize.routing.policy import Rule
from storyport.work.pacing import Limits, Pacer

__all__ = ["Chooser", "default_engine"]


def default_engine(name: str, settings: Settings, environ: Mapping[str, str]) -> str:
    """Return what a name on the command line means, without a look at any pair of locales.

    Returns:
        an engine, `memory`, or `gloss` where nothing is configured.

    Raises:
        BadInput: no engine of that name.
    """
    wanted = name if name and name != AUTO else settings.translate
    if wanted == MEMORY:
        return MEMORY
    try:
        return resolve(wanted, environ)
    except Unconfigured:
        return EMBEDDED


@dataclass
class Chooser:
    """Makes a routing out of what was asked for.

    Attributes:
        name: as given with --engine; empty or `auto` leaves it to policy and settings.
        workers: calls in flight at most, of each engine.
    """

    name: str
    settings: Settings
    environ: Mapping[str, str]
    workers: int
    _tried: dict[str, Translator | StoryportError] = field(default_factory=dict)
    _notices: list[str] = field(default_factory=list)

    def choose(
        self, source: LocaleInfo, locales: Sequence[LocaleInfo], rules: Sequence[Rule] = ()
    ) -> Routing:
        """Return the routing of a run.

        Raises:
            BadInput: no engine of that name, or none that has such a pair of locales.
            Unconfigured: none of the engines could start; says what the first one lacks.
        """
        said = bool(self.name) and self.name != AUTO
        held = {} if said else {(rule.locale, rule.kind): rule for rule in rules}
        kinds = {""} | {kind for _, kind in held}
        lanes = {
            (locale.tag, kind): self._lane(source, locale, _rule(held, locale.tag, kind))
            for locale in locales
            for kind in sorted(kinds)
        }
        names = {name for lane in lanes.values() for name in (*lane.engines, lane.second) if name}
        engines = {name: self._engine(name) for name in sorted(names)}
        return Routing(engines, lanes, tuple(dict.fromkeys(self._notices)))

    def _lane(self, source: LocaleInfo, locale: LocaleInfo, rule: Rule) -> Lane:
        wanted = rule.engines or (default_engine(self.name, self.settings, self.environ),)
        if not rule.engines and wanted == (EMBEDDED,) and not self.named(locale.tag, ""):
            self._fall_back_to_embedded(source, locale)
        usable: list[str] = []
        troubles: list[StoryportError] = []
        for name in wanted:
            if name == MEMORY:
                break
            trouble = self._trouble(name, source, locale)
            if trouble is None:
                usable.append(name)
            else:
                troubles.append(trouble)
        if not usable:
            if troubles:
                raise troubles[0]
            return MEMORY_ONLY
        self._notices += [f"{locale.tag}: {trouble.what}" for trouble in troubles]
        second = rule.second
        if second and (trouble := self._trouble(second, source, locale)):
            self._notices.append(f"{locale.tag}: {trouble.what}")
            second = ""
        return Lane(tuple(usable), second)

    def named(self, locale: str, kind: str, rules: Sequence[Rule] = ()) -> tuple[str, ...]:
        """Return the engines that a person named for a kind of text; empty where nobody did."""
        if self.name and self.name != AUTO:
            return (self.name,)
        held = {(rule.locale, rule.kind): rule for rule in rules}
        if found := _rule(held, locale, kind).engines:
            return found
        chosen = self.settings.translate
        if chosen in {"", AUTO}:
            chosen = self.environ.get("STORYPORT_TRANSLATE", AUTO)
        return () if chosen in {"", AUTO} else (chosen,)

    def _fall_back_to_embedded(self, source: LocaleInfo, locale: LocaleInfo) -> None:
        trouble = self._trouble(EMBEDDED, source, locale)
        if trouble is None:
            self._notices.append(
                f"{locale.tag}: no engine is configured, so the embedded one, {EMBEDDED}, writes a"
                " ROUGH DRAFT, not for publication. See: storyport engines."
            )
            return
        try:
            resolve(AUTO, {})
        except Unconfigured as error:
            error.what = f"no translation engine is configured for {locale.tag}."
            raise error from None

    def _trouble(self, name: str, source: LocaleInfo, locale: LocaleInfo) -> StoryportError | None:
        """Return why an engine could not do a pair of locales, None where it could."""
        if name not in self._tried:
            try:
                self._tried[name] = make_translator(name, self._made_with(name))
            except StoryportError as error:
                self._tried[name] = error
        made = self._tried[name]
        if isinstance(made, StoryportError):
            return made
        why = made.cannot(source, locale)
        if not why:
            return None
        return BadInput(
            f"{name} does not translate {source.tag} into {locale.tag}: {why}.",
            where="engine",
            do="Name another with --engine, or see: storyport engines.",
        )

    def _made_with(self, name: str) -> EngineSettings:
        return settings_from(self.environ, self.settings.engines.get(name))

    def _engine(self, name: str) -> Engine:
        settings = self._made_with(name)
        limits = self.settings.limits.get(name, {})
        paced = Limits(
            workers=self.workers,
            requests_per_minute=limits.get("requests_per_minute"),
            tokens_per_minute=limits.get("tokens_per_minute"),
        )

        def make() -> tuple[Translator, Pacer]:
            translator = make_translator(name, settings)
            return translator, pacer_for(translator, paced)

        return Engine(name, make, price_of(name, self.settings.prices))


def _rule(held: Mapping[tuple[str, str], Rule], locale: str, kind: str) -> Rule:
    """Return what holds for a kind of text in a locale, put together from all that says so."""
    engines: tuple[str, ...] = ()
    second = ""
    for rule in _holding(held, locale, kind):
        engines = engines or rule.engines
        second = second or rule.second
    return Rule(locale, kind, engines, second)


def _holding(held: Mapping[tuple[str, str], Rule], locale: str, kind: str) -> Iterator[Rule]:
    """Give the rules that hold, the most specific first."""
    for key in dict.fromkeys([(locale, kind), (locale, ""), ("", kind), ("", "")]):
        if key in held:
            yield held[key]
