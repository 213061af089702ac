"""Where the graph and our files are, from the environment."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Settings, each an environment variable of the same name in capitals.

    Attributes:
        neo4j_uri: a Neo4j server's address; empty: the embedded server in ``journeyman_home``.
        neo4j_user: its user.
        neo4j_password: its password.
        neo4j_database: its database.
        journeyman_home: the folder of everything that is kept: the embedded graph, raw files,
            secrets, models, reports.
    """

    neo4j_uri: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_database: str = "neo4j"
    journeyman_home: Path = Path("data")
