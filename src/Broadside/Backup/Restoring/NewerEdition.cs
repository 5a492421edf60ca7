using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;

namespace Broadside.Backup.Restoring;

/// <summary>An edition that was made after the backup, as a folder that somebody pulled: it tells what has been withdrawn since, and which number comes next.</summary>
internal sealed record NewerEdition(EditionManifest Manifest, string Sums, IReadOnlySet<string> Addresses)
{
    /// <param name="folder">The edition's root.</param>
    /// <param name="keys">Public-key lines that the newsroom signs or signed with.</param>
    public static Outcome<NewerEdition> Read(string folder, IReadOnlyCollection<string> keys)
    {
        try
        {
            var sums = File.ReadAllBytes(Path.Combine(folder, EditionPath.Sums));
            var signature = File.ReadAllText(Path.Combine(folder, EditionPath.Signature));
            if (!keys.Any(key => Minisign.Holds(key, sums, signature)))
            {
                return Bad($"the edition in {folder} is not signed by this newsroom");
            }
            var known = EditionSums.Read(Encoding.UTF8.GetString(sums));
            var manifest = CanonicalJson.Read<EditionManifest>(Checked(folder, EditionPath.Manifest, known));
            var addresses = known.Keys.Where(name => name.StartsWith("sitemap", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal))
                .SelectMany(name => XDocument.Parse(Encoding.UTF8.GetString(Checked(folder, name, known))).Descendants().Where(e => e.Name.LocalName == "loc"))
                .Select(e => Uri.UnescapeDataString(new Uri(e.Value).AbsolutePath))
                .ToHashSet(StringComparer.Ordinal);
            return new NewerEdition(manifest, CanonicalJson.Sha256(sums), addresses);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or XmlException or UriFormatException or BadBackupException)
        {
            return Bad($"the edition in {folder} cannot be read: {e.Message}");
        }
    }

    private static byte[] Checked(string folder, string name, Dictionary<string, string> sums)
    {
        var bytes = File.ReadAllBytes(Path.Combine([folder, .. name.Split('/')]));
        return sums.GetValueOrDefault(name) == CanonicalJson.Sha256(bytes) ? bytes : throw new BadBackupException($"{name} was changed");
    }

    private static Refusal Bad(string why) => new("edition", $"Nothing was restored: {why}. Name a whole edition, as `broadside mirror pull` keeps it.");
}
