"""A release of ESCO: made twins of its official tables, and of relations that are told by label."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import table
from pyarrow.parquet import write_table

from graph.changes import apply_plan
from graph.current import list_nodes
from graph.store import Store
from ingest.errors import FrameworkError, RawFileError
from ingest.frameworks.esco import EscoTables, read_esco
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard
from text.kinds import OF_ESCO

SKILL, JOB = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"
SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,"
    "description"
)
Write = Callable[[str, str], Path]


@pytest.fixture
def put(tmp_path: Path) -> Write:
    """Return a function that writes a table of release 1.2.0; ESCO's prefixes are s: and o:."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "1.2.0" / name
        path.parent.mkdir(exist_ok=True)
        whole = text.replace("s:", SKILL).replace("o:", JOB)
        path.write_text(whole.strip() + "\n", encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def official(tmp_path: Path, put: Write) -> Path:
    put(
        "occupations_en.csv",
        "conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code\n"
        'o:baker,7512,baker\t,"bread  maker\nbaker",released,Bakes.,7512.1\n'
        "o:gone,7512,old baker,,obsolete,,7512.2\n",
    )
    put("occupations_de.csv", "conceptUri,preferredLabel\no:baker,Bäcker\n")
    put(
        "skills_en.csv",
        f"{SKILLS}\n"
        'Skill,s:mix,knowledge,cross-sector,mix dough,"blend dough\nmix\u00a0it",,released,Mix.\n'
        "Skill,s:bake,skill/competence,,bake,,,released,\n"
        "Skill,s:old,skill/competence,,bake by wood,,,obsolete,\n",
    )
    put(
        "occupationSkillRelations_en.csv",
        "occupationUri,relationType,skillType,skillUri\n"
        "o:baker,essential,knowledge,s:mix\n"
        "o:baker,optional,skill/competence,s:bake\n",
    )
    return tmp_path


def told(found: Standard) -> set[tuple[str, str, object]]:
    return {(item.from_id, item.to_id, item.block.fields["essential"]) for item in found.assertions}


def test_the_official_tables_are_read_by_uri(official: Path) -> None:
    found = read_esco(EscoTables(official))
    assert found.origin == "esco:1.2.0"
    assert [node.id for node in found.nodes] == ["esco:baker", "esco:bake", "esco:mix"]
    assert told(found) == {("esco:baker", "esco:mix", True), ("esco:baker", "esco:bake", False)}
    assert found.left_out == ()


def test_names_are_cleaned_said_once_and_in_every_language_of_the_folder(official: Path) -> None:
    job, _, mix = read_esco(EscoTables(official)).nodes
    assert (job.properties["title"], job.properties["title_de"]) == ("baker", "Bäcker")
    assert (job.properties["aliases"], job.properties["class"]) == (["bread maker"], "isco:7512")
    assert (mix.properties["aliases"], mix.properties["reuse_level"]) == (
        ["blend dough", "mix it"],
        "cross-sector",
    )


def test_a_kind_is_one_of_those_that_escos_own_word_leaves_open(official: Path) -> None:
    _, bake, mix = read_esco(EscoTables(official)).nodes
    assert mix.properties["kind"] in OF_ESCO["knowledge"]
    assert bake.properties["kind"] == "method"


def test_a_relation_to_what_the_release_lacks_is_told_with_its_place(
    official: Path, put: Write
) -> None:
    path = put(
        "occupationSkillRelations_en.csv",
        "occupationUri,relationType,skillType,skillUri\n"
        "o:baker,essential,knowledge,s:none\n"
        "o:none,essential,knowledge,s:mix\n"
        "o:baker,vital,knowledge,s:mix\n"
        "o:baker,optional,knowledge,s:mix\n"
        "o:baker,essential,knowledge,s:mix\n",
    )
    found = read_esco(EscoTables(official))
    assert [(item.subject, item.column, item.found) for item in found.left_out] == [
        (f"{path}:4", "relationType", "vital"),
        (f"{path}:2", "skillUri", f"{SKILL}none"),
        (f"{path}:3", "occupationUri", f"{JOB}none"),
        (f"{path}:6", "skillUri", f"{SKILL}mix"),
    ]
    assert told(found) == {("esco:baker", "esco:mix", True)}


def test_the_release_is_named_by_its_folder_or_by_hand(official: Path) -> None:
    (official / "1.2.0").rename(official / "tables")
    assert read_esco(EscoTables(official, version="1.3")).origin == "esco:1.3"
    with pytest.raises(FrameworkError, match=r"expected the release in a folder's name.*--release"):
        read_esco(EscoTables(official))


def test_a_folder_without_a_release_is_refused(tmp_path: Path, put: Write) -> None:
    with pytest.raises(FrameworkError, match=r"expected one occupations_en.csv, found none"):
        read_esco(EscoTables(tmp_path))
    put("occupations_en.csv", "conceptUri,preferredLabel\n")
    with pytest.raises(FrameworkError, match=r"skills_en.csv with .*, found neither"):
        read_esco(EscoTables(tmp_path))


def test_a_table_without_its_columns_is_refused(official: Path, put: Write) -> None:
    put("skills_en.csv", "conceptUri,label\ns:mix,mix\n")
    with pytest.raises(RawFileError, match=r"skills_en.csv:1: expected the columns conceptUri"):
        read_esco(EscoTables(official))


@pytest.fixture
def by_label(tmp_path: Path, put: Write) -> EscoTables:
    """Relations by label; the labels are of a collection, of a table, and of texts."""
    put("occupations_en.csv", "conceptUri,preferredLabel\no:baker,baker\n")
    put(
        "digitalSkillsCollection_en.csv",
        "conceptUri,preferredLabel,skillType,altLabels\n"
        "s:mix,mix dough,knowledge,blend dough | stir dough\n",
    )
    labels = put(
        "labels.csv",
        "skill_name,aliases,original_id\n"
        'bake,"bake bread, use oven",s:bake\n'
        "Excel,,http://elsewhere/excel\n",
    )
    texts = put(
        "texts.csv",
        "id,description\ns:cut,Cut bread slice bread\ns:sell,sell bread\ns:sold,sell bread again\n",
    )
    columns = {
        "occupation_uri": [f"{JOB}baker"],
        "essential_skills": [["bake", "mix\tdough"]],
        "optional_skills": [["cut bread", "cut", "sell bread"]],
    }
    write_table(table(columns), tmp_path / "occupation_profiles.parquet")
    return EscoTables(tmp_path, labels=(labels, texts))


def test_a_label_has_its_uri_by_a_table_or_by_the_one_text_that_starts_with_it(
    by_label: EscoTables,
) -> None:
    found = read_esco(by_label)
    assert told(found) == {
        ("esco:baker", "esco:bake", True),
        ("esco:baker", "esco:mix", True),
        ("esco:baker", "esco:cut", False),
    }
    skills = {node.id: node.properties for node in found.nodes}
    assert skills["esco:bake"]["aliases"] == ["bake bread", "use oven"]
    assert skills["esco:mix"]["aliases"] == ["blend dough", "stir dough"]


def test_a_label_that_two_texts_or_none_start_with_is_left_out(by_label: EscoTables) -> None:
    reasons = {(item.column, item.found or item.subject) for item in read_esco(by_label).left_out}
    assert reasons == {
        ("optional_skills", "cut"),
        ("optional_skills", "sell bread"),
        ("", f"{SKILL}sell"),
        ("", f"{SKILL}sold"),
    }


def test_a_table_of_labels_without_uris_is_refused(by_label: EscoTables, put: Write) -> None:
    put("labels.csv", "name,skill\nbake,s:bake\n")
    with pytest.raises(FrameworkError, match=r"labels.csv:1: expected a column of URIs"):
        read_esco(by_label)


def test_profiles_that_are_no_parquet_are_refused(by_label: EscoTables) -> None:
    (by_label.folder / "occupation_profiles.parquet").write_bytes(b"none")
    with pytest.raises(FrameworkError, match=r"expected Parquet with the columns occupation_uri"):
        read_esco(by_label)


def test_a_release_goes_in_once_and_the_next_retires_what_it_lacks(
    official: Path, put: Write, store: Store
) -> None:
    apply_plan(store, plan_standard(store, read_esco(EscoTables(official))), "1.2.0")
    assert plan_standard(store, read_esco(EscoTables(official))).changes == ()
    put("skills_en.csv", f"{SKILLS}\nSkill,s:bake,skill/competence,,bake,,,released,\n")
    replaced = put("replaced.csv", "conceptUri,replacedByUri\ns:mix,s:bake\n")
    later = EscoTables(official, version="1.2.1", replaced=replaced)
    made = plan_standard(store, read_esco(later))
    apply_plan(store, made, "1.2.1")
    nodes = list_nodes(store, "Ability", ["esco:mix", "esco:bake"])
    assert (nodes["esco:mix"]["retired"], "retired" in nodes["esco:bake"]) == ("1.2.1", False)
    assert list_nodes(store, "Redirect", ["esco:mix"])["esco:mix"]["to"] == "esco:bake"
