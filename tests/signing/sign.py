"""Signs every field of a PDF in turn, and after each signature validates all that are there.

    sign.py FILE FOLDER

Writes FOLDER/1.pdf, FOLDER/2.pdf and so on, and prints the names of the fields in the order in which they were signed.
The certificates are made on the spot and are good for nothing else.
"""

import datetime
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext


def signer(name: str, folder: Path) -> signers.SimpleSigner:
    """One who signs, with a certificate of their own."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    key_file, certificate_file = folder / f"{name}.key", folder / f"{name}.pem"
    key_file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    certificate_file.write_bytes(certificate.public_bytes(pem))
    return signers.SimpleSigner.load(str(key_file), str(certificate_file))


def main() -> None:
    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with file.open("rb") as opened:
        names = [name for name, _, _ in fields.enumerate_sig_fields(PdfFileReader(opened), filled_status=False)]
    trusted = []
    for number, name in enumerate(names, start=1):
        one = signer(name, folder)
        trusted.append(one.signing_cert)
        signed = folder / f"{number}.pdf"
        with file.open("rb") as before, signed.open("wb") as after:
            # A text stamp would bring a font that is not embedded, which PDF/A does not allow.
            signers.PdfSigner(
                signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES),
                signer=one,
                stamp_style=StaticStampStyle(border_width=1),
            ).sign_pdf(IncrementalPdfFileWriter(before), output=after)
        with signed.open("rb") as opened:
            signatures = PdfFileReader(opened).embedded_signatures
            assert len(signatures) == number, f"{len(signatures)} signatures after {number}"
            for signature in signatures:
                context = ValidationContext(trust_roots=trusted, allow_fetching=False)
                status = validate_pdf_signature(signature, context)
                assert status.bottom_line, f"{signature.field_name}: {status.pretty_print_details()}"
        print(name)
        file = signed


main()
