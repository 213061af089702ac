"""The cells of a spreadsheet of corrections: what they name in the map, and what they hold."""

from collections.abc import Callable, Mapping

from curation.errors import CurationError
from graph.claims import Properties, Value
from graph.courses import list_course_points, list_courses
from graph.current import list_edges, list_nodes
from graph.ids import edge_ends, edge_id, point_id
from graph.plans import LeftOut
from graph.proposals import list_claims
from graph.store import Store
from text.normalise import normalise

Parse = Callable[[str], Value]
Cells = Mapping[str, str]


class RowError(CurationError):
    """A cell is not what its column holds, or names nothing: its row is left out."""

    def __init__(self, column: str, expected: str, found: str) -> None:
        super().__init__(f"{column}: expected {expected}, found {found or 'nothing'}")
        self.column, self.expected, self.found = column, expected, found

    def at(self, where: str) -> LeftOut:
        """Return the row at ``where`` (``file:line``) as left out."""
        return LeftOut(where, str(self), self.column, self.expected, self.found)


def parse_names(text: str) -> list[str]:
    """Return the names that semicolons part."""
    return [name.strip() for name in text.split(";") if name.strip()]


def parse_number(text: str) -> float:
    """Return a number of 0 or more.

    Raises:
        ValueError: it is none.
    """
    number = float(text)
    if not 0 <= number < 1e6:
        raise ValueError(text)
    return number


def parse_share(text: str) -> float:
    """Return a number in (0, 1].

    Raises:
        ValueError: it is none.
    """
    share = float(text)
    if not 0 < share <= 1:
        raise ValueError(text)
    return share


def parse_count(text: str) -> int:
    """Return a whole number from 1 on.

    Raises:
        ValueError: it is none.
    """
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def parse_flag(text: str) -> bool:
    """Return what ``true`` or ``false`` says.

    Raises:
        KeyError: it is neither.
    """
    return {"true": True, "false": False}[text.lower()]


NODES: Mapping[str, Mapping[str, Parse]] = {
    "KnowledgePoint": {"name": str, "aliases": parse_names, "difficulty": parse_share},
    "Course": {
        **dict.fromkeys(("title", "level", "language", "description", "url"), str),
        **dict.fromkeys(("credits", "hours"), parse_number),
        "prerequisites": parse_names,
    },
    "Ability": {"name": str, "aliases": parse_names, "description": str, "kind": str},
    "Resource": {"title": str, "url": str, "seconds": parse_count, "difficulty": parse_share},
}
SURE = ("PRECEDES", "TRAINS", "PART_OF", "TEACHES", "TESTS")
EDGES: Mapping[str, Mapping[str, Parse]] = {
    "COVERS": {"chapter": str, "order": parse_count, "hours": parse_number},
    **{kind: {"confidence": parse_share} for kind in SURE},
    "DEVELOPS": {"weight": parse_share},
    "REQUIRES": {"weight": parse_share, "level": parse_count, "essential": parse_flag},
}


class Sheet:
    """Looks up what rows name, each course once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._courses = {course.course_id: course for course in list_courses(store)}
        self._points: dict[str, dict[str, str]] = {}
        self._rejected: dict[str, set[str]] = {}

    def find_node(self, label: str, cells: Cells) -> tuple[str, Properties]:
        """Return a node's id and properties: by its id, a course by its code, a point by its name.

        Raises:
            RowError: there is none.
        """
        node = cells["id"]
        if not node and label == "Course":
            node = self._find_course(cells["course"])
        elif not node and label == "KnowledgePoint":
            node = self._find_point(self._find_course(cells["course"]), cells["name"])
        found = list_nodes(self._store, label, [node]).get(node)
        if found is None:
            raise RowError("id", f"a {label} of the map", node)
        return node, found

    def find_edge(self, kind: str, cells: Cells) -> str:
        """Return the id of a relationship: as given, else what covers a point of a course.

        Raises:
            RowError: no such course or point; an id of another form or kind.
        """
        if not cells["id"] and kind == "COVERS":
            course = self._find_course(cells["course"])
            return edge_id(course, kind, self._find_point(course, cells["name"]))
        return self._check_edge(kind, cells["id"])

    def find_rejected(self, cells: Cells) -> str:
        """Return the id of a relationship to reject, also of one that is rejected already.

        Raises:
            RowError: there is and was no such relationship.
        """
        if not cells["id"]:
            course = self._find_course(cells["course"])
            first_seen = edge_id(course, "COVERS", point_id(course, cells["name"]))
            if first_seen in self._list_rejected("COVERS"):
                return first_seen
            return self.find_edge("COVERS", cells)
        edge = self._check_edge("", cells["id"])
        type_ = edge.split("|")[1]
        known = list_edges(self._store, type_, [edge_ends(edge)])
        if edge not in known and edge not in self._list_rejected(type_):
            raise RowError("id", "a relationship of the map", edge)
        return edge

    def _check_edge(self, kind: str, edge: str) -> str:
        type_ = edge.split("|")[1] if edge.count("|") == 2 else ""
        if type_ not in EDGES or kind not in {"", type_}:
            raise RowError("id", f"from|{kind or 'TYPE'}|to", edge)
        return edge

    def _list_rejected(self, type_: str) -> set[str]:
        if type_ not in self._rejected:
            claims = list_claims(self._store, type_, "rejected").values()
            self._rejected[type_] = {str(claim["edge_id"]) for claim in claims}
        return self._rejected[type_]

    def read_value(self, properties: Mapping[str, Parse], cells: Cells) -> tuple[str, Value | None]:
        """Return a property and its value; None gives it back to the imports.

        Raises:
            RowError: no such property, or a value that it cannot have.
        """
        name, text = cells["property"], cells["value"]
        parse = properties.get(name)
        if parse is None:
            raise RowError("property", f"one of {', '.join(properties)}", name)
        try:
            return name, parse(text) if text else None
        except (ValueError, KeyError) as error:
            raise RowError("value", f"a value of {name}", text) from error

    def _find_course(self, said: str) -> str:
        if said in self._courses:
            return said
        wanted = normalise(said)
        codes = {id_: normalise(course.code or "") for id_, course in self._courses.items()}
        coded = [id_ for id_, code in codes.items() if code == wanted]
        if len(coded) != 1 or not wanted:
            raise RowError("course", "the id or code of one course", said)
        return coded[0]

    def _find_point(self, course: str, name: str) -> str:
        if course not in self._points:
            self._points[course] = {
                normalise(each): point.point_id
                for point in list_course_points(self._store, course)
                for each in (*point.aliases, point.name)
            }
        found = self._points[course].get(normalise(name))
        if found is None:
            raise RowError("name", f"a knowledge point of {course}", name)
        return found
