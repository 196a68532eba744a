"""A store that speaks S3: SeaweedFS on one laptop, any other by configuration. boto3 lives here alone."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, cast
from urllib.parse import urlsplit

import boto3
from botocore.config import Config as BotoConfig
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody

from config import LOOPBACK, Config
from press.storage.errors import ObjectNotFound, RangeNotSatisfiable, StorageUnavailable, WrongChecksum
from press.storage.parts import PART, Part, check_digest, parts_of
from press.storage.store import ByteRange, ObjectInfo, StoredObject

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

CHUNK = 64 * 1024
WHOLE = 32 * 1024 * 1024  # bytes that go in one request: cheaper than parts, and all sent again if it fails
AT_ONCE = 2  # parts of one object under way at a time
CONNECT_SECONDS = 2
READ_SECONDS = 15
ATTEMPTS = 3

_MAKING = threading.Lock()  # a session makes one client at a time
_NO_ANSWER = "The file store does not answer at the moment."
_NOT_FOUND = {"NoSuchKey", "404"}
_WRONG_BYTES = {"BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"}


class S3Store:
    """An `ObjectStore` in one bucket. Cheap to make: the client comes with the first request of a process."""

    def __init__(
        self,
        *,
        endpoint_url: str | None,
        bucket: str,
        region: str,
        access_key: str,
        secret_key: str,
        public_url: str | None = None,
    ) -> None:
        self.bucket = bucket
        self._endpoint_url = endpoint_url
        self._region = region
        self._access_key = access_key
        self._secret_key = secret_key
        self._public_url = public_url or endpoint_url
        self._made: dict[str | None, tuple[int, S3Client]] = {}

    @classmethod
    def from_config(cls, config: Config) -> S3Store:
        """The store that the settings name."""
        return cls(
            endpoint_url=config.s3_endpoint_url,
            bucket=config.s3_bucket,
            region=config.s3_region,
            access_key=config.aws_access_key_id,
            secret_key=config.aws_secret_access_key,
            public_url=config.s3_public_url,
        )

    def put(self, key: str, body: bytes | BinaryIO, *, content_type: str, sha256: str) -> bool:
        source = io.BytesIO(body) if isinstance(body, bytes) else body
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        if size < PART:
            whole = source.read()
            check_digest(hashlib.sha256(whole), sha256)
            return self._put_whole(key, whole, content_type, sha256)
        if self.exists(key):
            return False
        if size <= WHOLE:
            return self._put_whole(key, source, content_type, sha256)  # the store counts while it takes it
        # An upload in parts cannot be conditional. Two at once write the same bytes, so nothing is lost.
        self._put_in_parts(key, parts_of(source, sha256), content_type)
        return True

    def get(self, key: str, byte_range: ByteRange | None = None) -> StoredObject:
        client = self._client()
        with _faults(key):
            if byte_range is None:
                answer = client.get_object(Bucket=self.bucket, Key=key)
            else:
                answer = client.get_object(Bucket=self.bucket, Key=key, Range=byte_range.header())
        body = answer["Body"]
        content_range = answer.get("ContentRange") or None
        length = answer["ContentLength"]
        return StoredObject(
            size=int(content_range.rpartition("/")[2]) if content_range else length,
            length=length,
            content_type=answer["ContentType"],
            content_range=content_range,
            chunks=_chunks(body, key),
            close=body.close,
        )

    def signed_path(self, key: str, *, seconds: int) -> str:
        signed = urlsplit(self._sign(self._client(), key, seconds, {}))
        return f"{signed.path}?{signed.query}"

    def signed_url(self, key: str, *, seconds: int, content_type: str, disposition: str) -> str:
        said = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        return self._sign(self._public_client(), key, seconds, said)

    def _sign(self, client: S3Client, key: str, seconds: int, said: dict[str, str]) -> str:
        wanted = {"Bucket": self.bucket, "Key": key, **said}
        return str(client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds))

    def head(self, key: str) -> ObjectInfo:
        client = self._client()
        with _faults(key):
            answer = client.head_object(Bucket=self.bucket, Key=key)
        return ObjectInfo(key, answer["ContentLength"], answer["ContentType"])

    def exists(self, key: str) -> bool:
        try:
            self.head(key)
        except ObjectNotFound:
            return False
        return True

    def delete(self, key: str) -> None:
        client = self._client()
        with _faults(key):
            client.delete_object(Bucket=self.bucket, Key=key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        client = self._client()
        with _faults(prefix):
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix):
                for entry in page.get("Contents", []):
                    yield ObjectInfo(entry["Key"], entry["Size"])

    def ensure_bucket(self) -> None:
        client = self._client()
        with _faults(self.bucket):
            try:
                client.head_bucket(Bucket=self.bucket)
            except ClientError as fault:
                if _code(fault) not in {"404", "NoSuchBucket"}:
                    raise
                self._create_bucket(client)

    def ping(self) -> None:
        client = self._client()
        try:
            with _faults(self.bucket):
                client.head_bucket(Bucket=self.bucket)
        except ObjectNotFound as fault:
            raise StorageUnavailable(_NO_ANSWER) from fault

    def _create_bucket(self, client: S3Client) -> None:
        try:
            client.create_bucket(Bucket=self.bucket)
        except ClientError as fault:
            if _code(fault) != "BucketAlreadyOwnedByYou":  # somebody else of ours was quicker
                raise

    def _put_whole(self, key: str, body: bytes | BinaryIO, content_type: str, sha256: str) -> bool:
        client = self._client()
        with _faults(key):
            try:
                client.put_object(
                    Bucket=self.bucket,
                    Key=key,
                    Body=body,
                    ContentType=content_type,
                    ChecksumSHA256=base64.b64encode(bytes.fromhex(sha256)).decode(),
                    IfNoneMatch="*",
                )
            except ClientError as fault:
                if _code(fault) != "PreconditionFailed":
                    raise
                return False
        return True

    def _put_in_parts(self, key: str, parts: Iterable[Part], content_type: str) -> None:
        client = self._client()
        with _faults(key):
            begun = client.create_multipart_upload(
                Bucket=self.bucket, Key=key, ContentType=content_type, ChecksumAlgorithm="CRC32"
            )
            upload: dict[str, Any] = {"Bucket": self.bucket, "Key": key, "UploadId": begun["UploadId"]}
            try:
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    sent: list[Any] = list(pool.map(partial(self._send_part, upload), parts))
                client.complete_multipart_upload(**upload, MultipartUpload={"Parts": sent})
            except BaseException:
                with suppress(ClientError, BotoCoreError):
                    client.abort_multipart_upload(**upload)
                raise

    def _send_part(self, upload: dict[str, Any], part: Part) -> dict[str, Any]:
        sent = self._client().upload_part(
            **upload,
            PartNumber=part.number,
            Body=cast(BinaryIO, part),
            ContentLength=part.size,
            ChecksumCRC32=part.crc32,
        )
        return {"PartNumber": part.number, "ETag": sent["ETag"], "ChecksumCRC32": part.crc32}

    def _client(self) -> S3Client:
        return self._client_of(self._endpoint_url)

    def _public_client(self) -> S3Client:
        """Signs for the address at which readers reach the store; asks nothing of it."""
        return self._client_of(self._public_url)

    def _client_of(self, endpoint_url: str | None) -> S3Client:
        """One client a process: sockets must not be shared with a parent that forked us."""
        with _MAKING:
            made = self._made.get(endpoint_url)
            if made is None or made[0] != os.getpid():
                made = self._made[endpoint_url] = (os.getpid(), self._make_client(endpoint_url))
            return made[1]

    def _make_client(self, endpoint_url: str | None) -> S3Client:
        # A laptop's proxy has no business between us and a store on the same machine.
        local = endpoint_url is not None and urlsplit(endpoint_url).hostname in LOOPBACK
        return _session().client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=self._region,
            aws_access_key_id=self._access_key,
            aws_secret_access_key=self._secret_key,
            config=BotoConfig(
                signature_version="s3v4",
                # Nobody stands between us and this machine, and the checksum of a body is signed in any case.
                s3={"addressing_style": "path", **({"payload_signing_enabled": False} if local else {})},
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
                proxies={} if local else None,
                # Uploads carry a SHA-256 of ours; downloads are checked by nobody twice.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )


@cache
def _session() -> boto3.session.Session:
    """One a process: it reads boto3's own tables once, which is nearly all the work of making a client."""
    return boto3.session.Session()


def _chunks(body: StreamingBody, key: str) -> Iterator[bytes]:
    with _faults(key):
        yield from body.iter_chunks(CHUNK)


def _code(fault: ClientError) -> str:
    return str(fault.response.get("Error", {}).get("Code", ""))


@contextmanager
def _faults(key: str) -> Iterator[None]:
    """Turns what boto3 raises into the store's own refusals."""
    try:
        yield
    except ClientError as fault:
        _refuse(fault, key)
    except BotoCoreError as fault:
        raise StorageUnavailable(_NO_ANSWER) from fault


def _refuse(fault: ClientError, key: str) -> NoReturn:
    code = _code(fault)
    if code in _NOT_FOUND:
        raise ObjectNotFound(f"Nothing is stored as {key}.") from fault
    if code in {"InvalidRange", "416"}:
        raise RangeNotSatisfiable("The file ends before that range.") from fault
    if code in _WRONG_BYTES:
        raise WrongChecksum("The bytes were changed on their way to the store.") from fault
    # The rest is the operator's to mend: the store is ill, full, or has other keys or no such bucket.
    raise StorageUnavailable(_NO_ANSWER) from fault
