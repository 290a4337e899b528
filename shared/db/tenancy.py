"""The wall between companies, as SQL that migrations run for every tenant table.

`astramech_app` serves requests: it sees the rows of the company named by ``app.company_id``, and without one, none.
`astramech_system` crosses companies, for sign-in, the relay and nightly jobs. Neither owns a table.
"""

from shared.core.resources import APP_ROLE, SYSTEM_ROLE

CURRENT_COMPANY = "nullif(current_setting('app.company_id', true), '')::uuid"


def create_roles() -> list[str]:
    """Create both roles where they are missing; on RDS they sign in with IAM."""
    return [
        f"""
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
            CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
          END IF;
          IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
            GRANT rds_iam TO {role};
          END IF;
          GRANT USAGE ON SCHEMA public TO {role};
        END $$
        """  # noqa: S608 - both names are constants
        for role in (APP_ROLE, SYSTEM_ROLE)
    ]


def raise_wall(table: str, *, company: str = "company_id") -> list[str]:
    """Row-level security on `table`: the application role sees the rows whose `company` column is its company."""
    roles = f"{APP_ROLE}, {SYSTEM_ROLE}"
    own = f"{company} = {CURRENT_COMPANY}"
    return [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {roles}",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY own_company ON {table} TO {APP_ROLE} USING ({own}) WITH CHECK ({own})",
        f"CREATE POLICY all_companies ON {table} TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)",
    ]
