"""What every function uses: Powertools, pydantic, FastAPI, SQLAlchemy, psycopg and their company."""
