"""What goes wrong between us and a store, told by kinds, in our own words.

Libraries' messages never come through: they can hold addresses with signatures, keys and headers.
"""

from __future__ import annotations

import re
from typing import Any, Literal

Kind = Literal[
    "missing",  # no such object
    "bucket",  # no such bucket
    "forbidden",
    "credentials",
    "taken",  # a precondition does not hold
    "unable",  # the store cannot do that
    "passing",  # may well go another time
    "away",  # nobody answers; may well go another time
    "misnamed",  # no store takes such a name
    "astray",  # redirected where nobody may be led
    "odd",  # anything else
]

_CODES: dict[Kind, str] = {
    "missing": "NoSuchKey 404 NotFound",
    "bucket": "NoSuchBucket",
    "misnamed": "InvalidBucketName KeyTooLongError InvalidURI",
    "forbidden": "AccessDenied 403 Forbidden AllAccessDisabled AccountProblem InvalidObjectState",
    "credentials": "InvalidAccessKeyId SignatureDoesNotMatch ExpiredToken InvalidToken 401 "
    "TokenRefreshRequired AuthorizationHeaderMalformed InvalidSecurity",
    "taken": "PreconditionFailed 412",
    "unable": "NotImplemented 501 MethodNotAllowed 405",
    "passing": "SlowDown 503 500 502 504 429 408 409 InternalError ServiceUnavailable BadDigest "
    "RequestTimeout ConditionalRequestConflict OperationAborted IncompleteBody Throttling "
    "ThrottlingException RequestLimitExceeded TooManyRequests XAmzContentSHA256Mismatch",
}
_KINDS: dict[str, Kind] = {code: kind for kind, codes in _CODES.items() for code in codes.split()}

_NAMES: dict[str, Kind] = {
    # by name, so that no library is loaded to know what it raises
    "botocore.ParamValidationError": "misnamed",
    "botocore.InvalidRegionError": "misnamed",
    "aiohttp.InvalidURL": "misnamed",
    "botocore.NoCredentialsError": "credentials",
    "botocore.PartialCredentialsError": "credentials",
    "botocore.ProfileNotFound": "credentials",
    "google.GoogleAuthError": "credentials",
    "azure.ClientAuthenticationError": "credentials",
    "botocore.EndpointConnectionError": "away",
    "botocore.ConnectTimeoutError": "away",
    "botocore.ProxyConnectionError": "away",
    "botocore.SSLError": "away",
    "aiohttp.ClientConnectorError": "away",
    "azure.ResourceNotFoundError": "missing",
    "azure.ServiceRequestError": "away",
    "botocore.HTTPClientError": "passing",
    "botocore.ResponseParserError": "passing",
    "botocore.IncompleteReadError": "passing",
    "aiohttp.ClientError": "passing",
    "requests.RequestException": "passing",
    "azure.ServiceResponseError": "passing",
    "azure.ResourceExistsError": "taken",
    "builtins.FileNotFoundError": "missing",
    "builtins.PermissionError": "forbidden",
    "builtins.FileExistsError": "taken",
    "builtins.ConnectionError": "away",
    "builtins.TimeoutError": "passing",
    "fsspec.FSTimeoutError": "passing",
}

_SAID: dict[Kind, tuple[str, str]] = {
    "missing": ("nothing stands here", ""),
    "bucket": ("there is no such bucket", "look at the name; a build makes no buckets"),
    "forbidden": (
        "the store forbids it",
        "the credentials need the right to list the bucket, to read, and to write results",
    ),
    "credentials": (
        "the store knows no such credentials",
        "set what the store's own tools read, such as AWS_PROFILE",
    ),
    "taken": ("something else stands here by now", "run it again"),
    "unable": ("the store cannot do that", ""),
    "passing": ("the store failed {times} times", "run it again: what is done stays"),
    "away": (
        "the store cannot be reached, tried {times} times",
        "look at the network, and at the endpoint, such as AWS_ENDPOINT_URL",
    ),
    "misnamed": ("no store takes such a name", "look at the address"),
    "astray": ("it redirects to what nobody named", "name that address itself"),
    "odd": ("the store refused it", ""),
}


class Trouble(Exception):
    """A request that failed: its `kind`, and a `code` that names it, harmless to show."""

    def __init__(self, kind: Kind, code: str = "") -> None:
        super().__init__(kind, code)
        self.kind = kind
        self.code = code

    @property
    def passes(self) -> bool:
        """Whether it may go another time."""
        return self.kind in ("passing", "away")

    def said(self, times: int) -> tuple[str, str]:
        """What a person is told after so many trials: what is wrong, and what to do."""
        message, hint = _SAID[self.kind]
        said = message.format(times=times)
        telling = self.code and self.kind in ("passing", "unable", "astray", "odd")
        return (f"{said} ({self.code})" if telling else said), hint


def trouble_of(error: Exception) -> Trouble:
    """What kind of failure a library's error is."""
    if isinstance(error, Trouble):
        return error
    behind = error.__cause__  # s3fs puts an error of its own before botocore's
    for kind in type(error).__mro__:  # Azure has one status for a name that is taken, and for more
        if kind.__name__ == "ResourceExistsError":
            return Trouble("taken")
    if code := _code_of(behind if hasattr(behind, "response") else error):
        return Trouble(_KINDS.get(code, "odd"), code)
    for kind in type(error).__mro__:
        if found := _NAMES.get(f"{kind.__module__.partition('.')[0]}.{kind.__name__}"):
            return Trouble(found, type(error).__name__ if found == "passing" else "")
    return Trouble("odd", type(error).__name__)


def _code_of(error: BaseException | None) -> str:
    """The code that a store's answer bears: `NoSuchKey`, `503`; "" where there was none."""
    said: Any = getattr(error, "response", None)  # of any library: nothing is known of its type
    if isinstance(said, dict):
        found = said.get("Error", {}).get("Code")
    else:
        names = ("status", "status_code", "code")
        found = next((value for name in names if (value := getattr(error, name, None))), None)
    code = str(found or "")
    return code if re.fullmatch(r"[A-Za-z0-9]{3,60}", code) and code != "0" else ""
