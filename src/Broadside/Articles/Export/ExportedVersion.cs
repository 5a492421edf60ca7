using System.Text.Json;

namespace Broadside.Articles.Export;

/// <summary>A version of an article as it was signed, without its text: number, hash, the hash before, when, by whom and why.</summary>
/// <param name="Envelope">A <see cref="Guard.VersionEnvelope"/>.</param>
/// <param name="Signature">Base64 of the Ed25519 signature over the envelope's canonical JSON, by the key that it names.</param>
public sealed record ExportedVersion(JsonElement Envelope, string Signature);
