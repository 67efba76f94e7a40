"""Makes an authority and a certificate for two loopback addresses in the folder it is given: authority.pem, front.pem, front.key."""

import datetime
import ipaddress
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

folder = pathlib.Path(sys.argv[1])
begins = datetime.datetime(2020, 1, 1)
ends = datetime.datetime(2049, 12, 31)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(subject: str, key, issuer: str, signer, extensions):
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


authority_key = ec.generate_private_key(ec.SECP256R1())
front_key = ec.generate_private_key(ec.SECP256R1())
is_authority = x509.BasicConstraints(ca=True, path_length=0)
signs = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
identified = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
addressed = x509.SubjectAlternativeName(
    [x509.IPAddress(ipaddress.ip_address(address)) for address in ("127.0.0.1", "127.0.0.2")]
)
signed_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())

(folder / "authority.pem").write_bytes(
    certificate(
        "test authority",
        authority_key,
        "test authority",
        authority_key,
        [(is_authority, True), (signs, True), (identified, False)],
    )
)
(folder / "front.pem").write_bytes(
    certificate("127.0.0.1", front_key, "test authority", authority_key, [(addressed, False), (signed_by, False)])
)
(folder / "front.key").write_bytes(
    front_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
)
