"""Roles, and the fine scopes they carry. A function's decorator names the scope it needs."""

from enum import StrEnum


class Scope(StrEnum):
    CRM_READ = "crm:read"
    CRM_WRITE = "crm:write"
    FINANCE_READ = "finance:read"
    FINANCE_UPLOAD = "finance:upload"
    FINANCE_REVIEW = "finance:review"
    FINANCE_APPROVE = "finance:approve"
    FINANCE_SETTINGS = "finance:settings"
    HR_SELF = "hr:self"
    """One's own answers, results and rights; no scope opens another person's."""
    HR_SUBMIT = "hr:submit"
    """For programs: to hand in what somebody answered elsewhere, never to read a result."""
    HR_TEAMS = "hr:teams"
    HR_RISKS = "hr:risks"
    HR_MODEL = "hr:model"
    CALLS_READ = "calls:read"
    CALLS_DIAL = "calls:dial"
    CALLS_LISTEN = "calls:listen"
    CALLS_CAMPAIGNS = "calls:campaigns"
    CALLS_COMPLIANCE = "calls:compliance"
    EVENTS_READ = "events:read"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"
    API_KEYS_WRITE = "api-keys:write"
    OPERATIONS_READ = "operations:read"
    OPERATIONS_WRITE = "operations:write"


class Role(StrEnum):
    ADMIN = "admin"
    USER = "user"
    VIEWER = "viewer"


_VIEWER = frozenset({Scope.CRM_READ, Scope.FINANCE_READ, Scope.HR_SELF, Scope.CALLS_READ, Scope.EVENTS_READ})
_USER = _VIEWER | {
    Scope.CRM_WRITE,
    Scope.FINANCE_UPLOAD,
    Scope.FINANCE_REVIEW,
    Scope.FINANCE_APPROVE,
    Scope.CALLS_DIAL,
    Scope.CALLS_LISTEN,
    Scope.CALLS_CAMPAIGNS,
}

SCOPES_OF_ROLE: dict[Role, frozenset[Scope]] = {
    Role.VIEWER: _VIEWER,
    Role.USER: _USER,
    Role.ADMIN: frozenset(Scope),
}
