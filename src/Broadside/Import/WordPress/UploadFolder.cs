using System.Text;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>
/// A copy of the old site's <c>wp-content/uploads</c>. Only files inside it are ever opened, whatever an export names: no
/// <c>..</c>, no absolute path, no symbolic link.
/// </summary>
internal sealed class UploadFolder
{
    // Of most file systems; longer ones make the system call fail instead of saying that there is no such file.
    private const int LongestPath = 2000;

    private readonly string root;
    private readonly bool anyPath;

    /// <param name="path">The folder.</param>
    /// <param name="anyPath">It holds the pictures of saved pages: a file may stand under any end of the path that its address has.</param>
    public UploadFolder(string path, bool anyPath = false)
    {
        this.anyPath = anyPath;
        var full = Path.GetFullPath(path);
        var inside = new[] { Path.Combine(full, "wp-content", "uploads"), Path.Combine(full, "uploads") }.FirstOrDefault(Directory.Exists);
        root = inside ?? full;
    }

    /// <summary>The original where it is there, else the largest copy that is named; null when none is.</summary>
    /// <param name="address">As the text or the export has it.</param>
    /// <param name="file">Path below the folder, where the export states it (<c>_wp_attached_file</c>).</param>
    public string? Find(string address, string? file)
    {
        var below = UploadAddress.BelowUploads(address) is { } escaped ? Uri.UnescapeDataString(escaped) : null;
        var names = new List<string>();
        foreach (var name in new[] { file, below }.OfType<string>())
        {
            var original = UploadAddress.Original(name);
            names.Add(original);
            names.Add(Path.ChangeExtension(original, null) + "-scaled" + Path.GetExtension(original));
            names.Add(name);
        }
        if (anyPath)
        {
            var parts = Uri.UnescapeDataString(UploadAddress.Key(address)).Split('/');
            names.AddRange(Enumerable.Range(1, parts.Length - 1).Select(from => string.Join('/', parts[from..])));
        }
        // A copy made on another system may spell its accents in the other way.
        var spelled = names.SelectMany(n => new[] { n, Spelled(n, NormalizationForm.FormC), Spelled(n, NormalizationForm.FormD) });
        return spelled.Distinct(StringComparer.Ordinal).Select(Inside).OfType<string>().FirstOrDefault();
    }

    private static string Spelled(string name, NormalizationForm form)
    {
        try
        {
            return name.Normalize(form);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no file has such a name.
            return name;
        }
    }

    private string? Inside(string name)
    {
        var parts = name.Split('/', '\\');
        if (!Defence.IsOn("upload-paths"))
        {
            return File.Exists(Path.Combine(root, name)) ? Path.Combine(root, name) : null;
        }
        if (name.Contains('\0', StringComparison.Ordinal) || name.Length > LongestPath || parts.Any(p => p is "" or "." or ".."))
        {
            return null;
        }
        var path = root;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                return null;
            }
        }
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }
}
