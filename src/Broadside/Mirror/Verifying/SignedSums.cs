using System.Buffers;
using System.Text;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>A file that an edition holds.</summary>
public readonly record struct SignedFile(string Path, string Sha256);

/// <summary>
/// <c>SHA256SUMS</c>: a line per file, <c>64 hexadecimal digits, two spaces, path</c>. Read as strictly as it is written:
/// what <c>sha256sum</c> would read otherwise than we do (carriage returns, escaped names) is refused.
/// </summary>
public sealed class SignedSums
{
    public const int MostBytes = 64 << 20;

    private const int HashLength = 64;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> byPath;

    private SignedSums(List<SignedFile> files, Dictionary<string, string> byPath, string sha256) => (Files, this.byPath, Sha256) = (files, byPath, sha256);

    public IReadOnlyList<SignedFile> Files { get; }

    /// <summary>Of the file SHA256SUMS itself.</summary>
    public string Sha256 { get; }

    public string? HashOf(string path) => byPath.GetValueOrDefault(path);

    public static Outcome<SignedSums> Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return Wrong(0, "it is longer than any edition's");
        }
        var files = new List<SignedFile>();
        var byPath = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = bytes.AsSpan();
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                return Wrong(number, "the line has no end");
            }
            if (Line(rest[..end], out var file) is { } wrong)
            {
                return Wrong(number, wrong);
            }
            if (!byPath.TryAdd(file.Path, file.Sha256))
            {
                return Wrong(number, $"{file.Path} stands there twice");
            }
            files.Add(file);
            rest = rest[(end + 1)..];
        }
        return new SignedSums(files, byPath, CanonicalJson.Sha256(bytes));
    }

    private static string? Line(ReadOnlySpan<byte> line, out SignedFile file)
    {
        file = default;
        if (line.Length <= HashLength + 2 || line[HashLength] != ' ' || line[HashLength + 1] != ' ' || line[..HashLength].ContainsAnyExcept(Digits))
        {
            return "it is not “hash, two spaces, path”";
        }
        string path;
        try
        {
            path = Strict.GetString(line[(HashLength + 2)..]);
        }
        catch (DecoderFallbackException)
        {
            return "the path is not UTF-8";
        }
        if (!SignedPath.IsSafe(path) || path is SignedPath.Sums or SignedPath.Signature)
        {
            return $"no edition holds a file “{Shown(path)}”";
        }
        file = new SignedFile(path, Encoding.ASCII.GetString(line[..HashLength]));
        return null;
    }

    private static string Shown(string path) => new([.. path.Take(120).Select(c => char.IsControl(c) ? '?' : c)]);

    private static Refusal Wrong(int line, string what) => new("malformed", $"SHA256SUMS cannot be read (line {line}): {what}.");
}
