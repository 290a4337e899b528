"""Names as the contract of the HR agent has them: camelCase outside, snake_case inside."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Camel(BaseModel):
    """An answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class CamelRequest(BaseModel):
    """A request; a name that nobody knows is refused."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)
