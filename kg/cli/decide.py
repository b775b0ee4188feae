"""`kg decide`: one subcommand a kind of ruling."""

import getpass
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar, cast

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def ruling_options(function: Function) -> Function:
    """Add who rules, when and why to a command."""
    for option in (
        click.option("--reason", required=True, help="Why; kept with the ruling."),
        click.option("--author", default=None, help="Who rules; the user name when left out."),
        click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="When; today when left out."),
    ):
        function = option(function)
    passed: Any = click.pass_context(function)
    return cast(Function, passed)


def user_name() -> str:
    """Return the name of who is logged in; click.UsageError where the system knows none (some containers)."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError) as error:
        raise click.UsageError("this system knows no user name; say who rules with --author") from error


def write_ruling(
    ctx: click.Context, kind: str, reason: str, author: str | None, day: datetime | None, **fields: Any
) -> None:
    """Append a ruling to decisions.toml and build again."""
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.errors import DecisionError
    from kg.resolve.decisions import Decision, append_decision, format_decision
    from kg.views.publishing import publish
    from kg.workspace import save_text, write_lock

    # a ruling is an act of a person on a day: the one place where today is asked for
    on = day.date() if day else date.today()
    decision = Decision(kind=kind, author=author or user_name(), day=on, reason=reason, **fields)
    workspace = workspace_of(ctx)
    with write_lock(workspace):
        before = workspace.decisions.read_text(encoding="utf-8") if workspace.decisions.is_file() else None
        append_decision(workspace.decisions, decision, save_text)
        try:
            report = publish(workspace, steps=progress_steps)
        except DecisionError:
            # what no build can follow is taken back, or it would stop every build from now on
            if before is None:
                workspace.decisions.unlink()
            else:
                save_text(workspace.decisions, before)
            raise
    click.echo(format_decision(decision).strip())
    for line in report.unmatched_decisions:
        click.echo(f"kg: {line}", err=True)


def slug_of(ctx: click.Context, name: str) -> str:
    """Return the slug of an entity written as a person writes it; QueryError with the nearest names otherwise.

    A part of a name is not enough: where no article tells of Italy, its foreign minister would be ruled on.
    """
    from kg.cli.context import built_store, workspace_of
    from kg.identifiers import ENTITY
    from kg.query import NameIndex

    return NameIndex(built_store(workspace_of(ctx))).find_entity(name, whole=True).removeprefix(ENTITY)


def country_of(ctx: click.Context, name: str) -> str:
    """Return the slug of a country of the names data; DecisionError for anything else."""
    from kg.cli.context import workspace_of
    from kg.errors import DecisionError
    from kg.ontology.names import load_names

    found = [k.slug for k in load_names(workspace_of(ctx).ontology_files()).find(name) if k.type == "Country"]
    if not found:
        raise DecisionError(f"{name!r} is no country of the names data; expected one such as Kenya")
    return found[0]


def is_event(name: str) -> bool:
    """Tell whether a name is an event's IRI or its last part (Type-digest-offset)."""
    import re

    return bool(re.fullmatch(r"(https?://\S+/event/)?\w+-[0-9a-f]{12}-\d+(\.\d+)?", name))


def event_of(name: str) -> str:
    """Return the IRI of an event from it or its last part; DecisionError for anything else."""
    from kg.errors import DecisionError
    from kg.resolve.decisions import full_event_iri

    if not is_event(name):
        raise DecisionError(f"{name!r} is no event; expected one such as Visit-3f2a9c0d1e2b-512 (see: kg query)")
    return full_event_iri(name)


def roles_of(
    ctx: click.Context, roles: tuple[str, ...], others: tuple[str, ...] = ()
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return `role=name` arguments as roles with slugs, names of one role together; `others` may be in no article."""
    from kg.identifiers import slug

    found: dict[str, list[str]] = {}
    for role in (*roles, *others):
        name, equals, filler = role.partition("=")
        if not equals:
            raise click.UsageError(f"found {role!r}; expected ROLE=NAME such as actor=Russia")
        found.setdefault(name, []).append(slug_of(ctx, filler) if role in roles else slug(filler))
    return tuple((name, tuple(fillers)) for name, fillers in sorted(found.items()))


def time_options(function: Function) -> Function:
    """Add when an event took place to a command."""
    for name, variable, told in (
        ("--end", "end", "Its last possible day."),
        ("--start", "start", "Its first possible day."),
        ("--date", "on", "The day it took place."),
    ):
        function = click.option(name, variable, type=click.DateTime(["%Y-%m-%d"]), help=told)(function)
    return function


def bounds(on: datetime | None, start: datetime | None, end: datetime | None) -> dict[str, Any]:
    """Return the first and last day that `time_options` name."""
    first, last = (on or start), (on or end)
    return {"start": first.date() if first else None, "end": last.date() if last else None}


@click.group("decide")
def command() -> None:
    """Rule on what the machine got wrong; written to decisions.toml and replayed on every build.

    \b
    Example:
      kg decide same "Zelensky" "Volodymyr Zelenskyy" --reason "one person"
    """


@command.command("same")
@click.argument("one")
@click.argument("other")
@ruling_options
def same(ctx: click.Context, one: str, other: str, **ruling: Any) -> None:
    """Say that two entities, or two events, are one.

    \b
    Example:
      kg decide same "Kiev" "Kyiv" --reason "one city"
    """
    from kg.errors import DecisionError

    events = is_event(one) and is_event(other)
    if is_event(one) != is_event(other):
        raise click.UsageError(
            f"one of {one!r} and {other!r} is an event, the other is not; two of a kind are expected"
        )
    pair = (event_of(one), event_of(other)) if events else (slug_of(ctx, one), slug_of(ctx, other))
    if pair[0] == pair[1]:
        raise DecisionError(f"{one!r} and {other!r} are one already")
    if events:
        write_ruling(ctx, "same", **ruling, events=pair)
    else:
        write_ruling(ctx, "same", **ruling, entities=pair)


@command.command("different")
@click.argument("one")
@click.argument("other")
@click.option("--article", help="With an entity: the article whose namesake is meant; OTHER is then its new slug.")
@ruling_options
def different(ctx: click.Context, one: str, other: str, article: str | None, **ruling: Any) -> None:
    """Say that two events are not one, or that the entity ONE of an article is another one, OTHER.

    \b
    Example:
      kg decide different "Ali Hassan" Ali_Hassan_minister --article 2024-05-03-news --reason "a namesake"
    """
    from kg.identifiers import slug

    if article is not None:
        write_ruling(ctx, "different", **ruling, entities=(slug_of(ctx, one),), article=article, slug=slug(other))
    elif is_event(one) and is_event(other):
        write_ruling(ctx, "different", **ruling, events=(event_of(one), event_of(other)))
    else:
        raise click.UsageError("two events are expected; for an entity, name the --article that means another one")


@command.command("confirm")
@click.argument("thing")
@click.option("--article", help="With an entity: the article that means it.")
@ruling_options
def confirm(ctx: click.Context, thing: str, article: str | None, **ruling: Any) -> None:
    """Say that an event, or the reading of an entity in an article, is right as it stands; review asks no more.

    \b
    Example:
      kg decide confirm Visit-3f2a9c0d1e2b-512 --reason "the text says so"
    """
    if article is not None:
        write_ruling(ctx, "confirm", **ruling, entities=(slug_of(ctx, thing),), article=article)
    elif is_event(thing):
        write_ruling(ctx, "confirm", **ruling, events=(event_of(thing),))
    else:
        raise click.UsageError("an event is expected; for an entity, name the --article that means it")


@command.command("retract")
@click.argument("thing")
@click.argument("relation", required=False)
@click.argument("other", required=False)
@ruling_options
def retract(ctx: click.Context, thing: str, relation: str | None, other: str | None, **ruling: Any) -> None:
    """Take back an event, a claim by its IRI, or that THING has a RELATION to OTHER: the text does not say it.

    \b
    Example:
      kg decide retract Visit-3f2a9c0d1e2b-512 --reason "a metaphor"
      kg decide retract "Mark Rutte" holdsPosition "Foreign Minister of France" --reason "another man"
    """
    from kg.identifiers import BASE

    if relation is not None:
        if other is None:
            raise click.UsageError("a relation needs both its ends: kg decide retract SUBJECT RELATION OBJECT")
        fact = (slug_of(ctx, thing), relation, slug_of(ctx, other))
        write_ruling(ctx, "retract", **ruling, fact=fact)
    elif thing.startswith(BASE) and not is_event(thing):
        write_ruling(ctx, "retract", **ruling, claim=thing)
    else:
        write_ruling(ctx, "retract", **ruling, events=(event_of(thing),))


@command.command("set")
@click.argument("thing")
@time_options
@click.option("--type", "type_name", help="Its event type, or the class of the entity.")
@click.option("--role", "roles", multiple=True, metavar="ROLE=NAME", help="Who fills a role; replaces the role.")
@click.option("--country", help="The country an entity belongs to.")
@ruling_options
def set_(
    ctx: click.Context,
    thing: str,
    on: datetime | None,
    start: datetime | None,
    end: datetime | None,
    type_name: str | None,
    roles: tuple[str, ...],
    country: str | None,
    **ruling: Any,
) -> None:
    """Set the date, type or roles of an event, or the type or country of an entity.

    \b
    Example:
      kg decide set Visit-3f2a9c0d1e2b-512 --date 2025-04-25 --reason "the article says Friday"
      kg decide set "Ali Hassan" --country Kenya --reason "its foreign minister"
    """
    if is_event(thing):
        if country is not None:
            raise click.UsageError("an event has no country; it has --role place=NAME")
        fields: dict[str, Any] = {"events": (event_of(thing),), "roles": roles_of(ctx, roles), **bounds(on, start, end)}
    else:
        if on or start or end or roles:
            event_of(thing)  # says what an event is called: an entity has but a type and a country
        fields = {"entities": (slug_of(ctx, thing),), "country": country_of(ctx, country) if country else None}
    write_ruling(ctx, "set", **ruling, type=type_name, **fields)


@command.command("rename")
@click.argument("thing")
@click.argument("label")
@ruling_options
def rename(ctx: click.Context, thing: str, label: str, **ruling: Any) -> None:
    """Give an entity or event another label.

    \b
    Example:
      kg decide rename "Zelensky" "Volodymyr Zelensky" --reason "full name"
    """
    if is_event(thing):
        write_ruling(ctx, "rename", **ruling, events=(event_of(thing),), label=label)
    else:
        write_ruling(ctx, "rename", **ruling, entities=(slug_of(ctx, thing),), label=label)


@command.command("add")
@click.argument("type_name", metavar="TYPE")
@click.option("--source", required=True, help="Where it stands: a title, an address, a document.")
@click.option("--text", required=True, help="The sentence that says so.")
@time_options
@click.option("--status", help="Happened (when left out), Ongoing, Planned, Demanded, Hypothetical or Negated.")
@click.option("--role", "roles", multiple=True, metavar="ROLE=NAME", help="Who fills a role.")
@click.option("--new-role", "others", multiple=True, metavar="ROLE=NAME", help="The same for a name no article has.")
@ruling_options
def add(
    ctx: click.Context,
    type_name: str,
    source: str,
    text: str,
    on: datetime | None,
    start: datetime | None,
    end: datetime | None,
    status: str | None,
    roles: tuple[str, ...],
    others: tuple[str, ...],
    **ruling: Any,
) -> None:
    """Add an event by hand, with its source and sentence.

    \b
    Example:
      kg decide add Visit --role actor="Steve Witkoff" --role place=Russia --date 2025-04-25 \\
        --source "State Department readout" --text "Mr Witkoff visited Moscow on 25 April." --reason "missing"
    """
    event: dict[str, Any] = {"type": type_name, "source": source, "text": text, "status": status}
    write_ruling(ctx, "add", **ruling, **event, **bounds(on, start, end), roles=roles_of(ctx, roles, others))
