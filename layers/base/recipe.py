from layers.recipe import Patch, Recipe

OPENAPI = "fastapi/openapi/models.py"

RECIPE = Recipe(
    drop=("sqlalchemy/testing", "alembic/testing", "fastapi/.agents"),
    entry_points=("opentelemetry_api",),
    # FastAPI builds the validators of the OpenAPI document on import, a quarter of its import, and no function of ours
    # renders that document. With these three changes they are built when first used, and the document stays the same.
    patches=(
        Patch(OPENAPI, 'model_config = {"extra": "allow"}', 'model_config = {"extra": "allow", "defer_build": True}'),
        Patch(OPENAPI, "Schema.model_rebuild()\nOperation.model_rebuild()\nEncoding.model_rebuild()\n", ""),
        Patch(
            OPENAPI,
            "    import email_validator\n\n    assert email_validator  # make autoflake ignore the unused import\n",
            "",
        ),
    ),
)
