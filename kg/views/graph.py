"""graph.html: who did what to whom, through pyvis and the vis-network it bundles, in our own page.

pyvis holds the model and fills the template; positions come from layout.py, physics stays off, nothing is fetched.
"""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from kg.identifiers import EVENT
from kg.views.layout import place_nodes
from kg.views.links import Line, Lines
from kg.views.page import JSON_STYLE, POLICY, STATIC, read_asset, seal
from kg.views.rows import TONES, entity_kind
from kg.views.shown import Shown

MOST_NODES = 300  # vis-network stays fluid without a graphics card up to here (measured in docs of the views)
SHAPES = {"person": "dot", "place": "square", "body": "hexagon", "group": "triangle", "thing": "diamond"}
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": False, "hideEdgesOnDrag": False, "multiselect": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 2, "borderWidthSelected": 3, "scaling": {"label": {"drawThreshold": 100000}}},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
}


def graph_page(shown: Shown, lines: Lines, entities: int, most: int = MOST_NODES) -> str:
    """Return graph.html but for its rows: the picture of at most `most` of so many entities. A search finds all."""
    from pyvis.network import Network  # slow to import: it pulls IPython

    drawn = sorted(lines.busiest(most))
    heads = [shown.entities[slug] for slug in drawn]
    place = {slug: i for i, slug in enumerate(drawn)}
    among = lines.between(drawn)
    weights: Counter[tuple[int, int]] = Counter()
    for line in among:
        a, b = sorted((place[line.subject], place[line.object]))
        weights[a, b] += len(line.events)
    spots = place_nodes([e.label for e in heads], weights)

    net = Network(directed=True, height="100%", width="100%")
    net.set_template_dir(str(STATIC), "graph.html")
    net.set_options(json.dumps(_OPTIONS))
    degree = Counter(end for line in among for end in (line.subject, line.object))
    for entity, (x, y) in zip(heads, spots, strict=True):
        kind = entity_kind(entity)
        size = round(min(7 + 2.3 * degree[entity.slug] ** 0.5, 24), 1)
        net.add_node(entity.slug, label=" ", shape=SHAPES[kind], group=kind, x=x, y=y, size=size)
    for i, (line, bend) in enumerate(zip(among, bend_lines(among), strict=True)):
        net.add_edge(
            line.subject,
            line.object,
            id=i,
            words=line.words,
            status=line.status,
            tone=TONES.index(line.tone),
            mutual=0 if line.directed else 1,
            events=[iri.removeprefix(EVENT) for iri in line.events],
            bend=bend,
        )
    script = bundled_script()
    # the base class of the environment is public jinja2; pyvis hands its template nothing of ours
    net.templateEnv.autoescape = True
    net.templateEnv.globals.update(
        asset=read_asset, policy=POLICY, title=shown.title, total=entities, linked=len(lines.degree),
        packed=pack_script(script), page="graph",
    )  # fmt: skip
    net.templateEnv.policies["json.dumps_kwargs"] = JSON_STYLE
    return seal(str(net.generate_html("graph.html")), inserted=(script,))


def bend_lines(lines: Sequence[Line]) -> list[float]:
    """Return a bend per line: 0 is straight; lines between one pair fan out evenly, whichever way they point."""
    pairs: dict[tuple[str, ...], list[int]] = {}
    for i, line in enumerate(lines):
        pairs.setdefault(tuple(sorted((line.subject, line.object))), []).append(i)
    bends = [0.0] * len(lines)
    for members in pairs.values():
        count = len(members)
        step = min(0.26, 1.3 / count)
        for k, i in enumerate(members):
            side = 1 if lines[i].subject <= lines[i].object else -1
            bends[i] = round(side * (k - (count - 1) / 2) * step, 3)
    return bends


def bundled_script() -> str:
    """Return the vis-network that pyvis ships, newest first, without the line that names its source map."""
    import pyvis

    found: list[Path] = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    text = found[-1].read_text(encoding="utf-8").split("\n//# sourceMappingURL")[0]
    return text.replace("\r\n", "\n")


def pack_script(script: str) -> Markup:
    """Return a script deflated and in base64: a third of its size; the page unpacks it, its hash is in the policy."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(script.encode("utf-8")) + deflate.flush()
    return Markup(base64.b64encode(packed).decode("ascii"))
