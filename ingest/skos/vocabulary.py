"""The words of the RDF form, as ``docs/rdf.md`` lists them."""

from collections.abc import Mapping
from types import MappingProxyType

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
THES = "http://purl.org/iso25964/skos-thes#"
DCT = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
ESCO = "http://data.europa.eu/esco/model#"
OURS = "urn:journeyman:ns#"
PROPERTY = "urn:journeyman:property#"
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dct": DCT,
        "esco": ESCO,
        "jny": OURS,
        "owl": OWL,
        "prop": PROPERTY,
        "rdf": RDF,
        "skos": SKOS,
        "xsd": XSD,
    }
)

TYPE = RDF + "type"
JSON = RDF + "JSON"
SUBJECT, PREDICATE, OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
STATEMENT = RDF + "Statement"
RELATION = OURS + "Relation"
IDENTIFIER, ID = DCT + "identifier", OURS + "id"
CONCEPT, SCHEME, IN_SCHEME = SKOS + "Concept", SKOS + "ConceptScheme", SKOS + "inScheme"
NAME, ALIAS, HIDDEN = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"
XL_LABELS: Mapping[str, str] = MappingProxyType(
    {SKOSXL + word: SKOS + word for word in ("prefLabel", "altLabel", "hiddenLabel")}
)
XL_FORM = SKOSXL + "literalForm"
TITLE, DESCRIPTION, LANGUAGE = DCT + "title", DCT + "description", DCT + "language"
NODE_LITERAL, NODE_LANGUAGE = ESCO + "nodeLiteral", ESCO + "language"
NOTATION = SKOS + "notation"
STATUS = THES + "status"
SKILL_TYPE = ESCO + "skillType"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "knowledge": "http://data.europa.eu/esco/skill-type/knowledge",
        "method": "http://data.europa.eu/esco/skill-type/skill",
    }
)
ORIGIN = OURS + "origin"
SOURCES = OURS + "sources"

SCHEME_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "version": OWL + "versionInfo",
        "publisher": DCT + "publisher",
        "licence": DCT + "rights",
        "language": LANGUAGE,
        "code": NOTATION,
    }
)
"""Properties of a Framework or a Course that have a word of their own elsewhere."""

OCCUPATION, SKILL = ESCO + "Occupation", ESCO + "Skill"
OUTCOME, ABILITY, POINT = OURS + "Outcome", OURS + "Ability", OURS + "KnowledgePoint"
FRAMEWORK, COURSE, MAP = OURS + "Framework", OURS + "Course", OURS + "Map"
LABELS: Mapping[str, str] = MappingProxyType(
    {
        OCCUPATION: "Job",
        SKILL: "Ability",
        OUTCOME: "Ability",
        ABILITY: "Ability",
        POINT: "KnowledgePoint",
        FRAMEWORK: "Framework",
        COURSE: "Course",
    }
)
"""The graph's label of a class."""

ESSENTIAL, OPTIONAL = ESCO + "relatedEssentialSkill", ESCO + "relatedOptionalSkill"
REQUIRES = OURS + "requires"
BROADER, BROAD_MATCH = SKOS + "broader", SKOS + "broadMatch"
RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        ESSENTIAL: "REQUIRES",
        OPTIONAL: "REQUIRES",
        REQUIRES: "REQUIRES",
        BROADER: "PART_OF",
        BROAD_MATCH: "PART_OF",
        OURS + "precedes": "PRECEDES",
        OURS + "develops": "DEVELOPS",
        OURS + "covers": "COVERS",
        OURS + "trains": "TRAINS",
    }
)
"""The graph's type of a relationship that one triple tells."""

INVERSE: Mapping[str, str] = MappingProxyType(
    {
        ESCO + "isEssentialSkillFor": ESSENTIAL,
        ESCO + "isOptionalSkillFor": OPTIONAL,
        SKOS + "narrower": BROADER,
        SKOS + "narrowMatch": BROAD_MATCH,
    }
)
"""The same relations as told from their other end."""
