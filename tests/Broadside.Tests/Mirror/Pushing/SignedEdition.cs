using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Storage;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>Puts an edition of a few small files into a newsroom's folder, signed by its key, as the server does.</summary>
internal static class SignedEdition
{
    /// <summary>The files that a site of a few pages has.</summary>
    public static Dictionary<string, string> Files(int number) => new()
    {
        ["index.html"] = $"<h1>Front {number % 2}</h1>",
        ["2026/11/lasting/index.html"] = "<h1>Stays as it is</h1>",
        [$"2026/11/story-{number}/index.html"] = $"<h1>Story {number}</h1>",
        ["archive/año nuevo & más.txt"] = $"Letters of any kind {number}",
        ["media/large.bin"] = new string((char)('a' + (number / 2 % 20)), 300_000),
        ["404.html"] = "<h1>Not here</h1>",
        ["give/offline/index.html"] = "<h1>Give by bank</h1>",
    };

    public static async Task<Dictionary<string, string>> WriteAsync(TestNewsroom newsroom, int number, Dictionary<string, string>? files = null)
    {
        files ??= Files(number);
        var folder = newsroom.Get<EditionFolder>();
        var all = new Dictionary<string, string>(files) { [EditionPath.Manifest] = $"{{\"number\":{number}}}" };
        var listed = new List<EditionFile>();
        foreach (var (name, text) in all)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Within(name))!);
            var bytes = Encoding.UTF8.GetBytes(text);
            AtomicFile.Write(folder.Within(name), bytes);
            listed.Add(new EditionFile(name, CanonicalJson.Sha256(bytes), bytes.Length));
        }
        var sums = EditionSums.Write(listed);
        AtomicFile.Write(folder.Within(EditionPath.Sums), sums);
        AtomicFile.Write(folder.Within(EditionPath.Signature), Encoding.UTF8.GetBytes(newsroom.Get<KeyRing>().SignFile(sums, $"edition:{number} issued:2026-11-27T15:00:00Z expires:2026-11-30T15:00:00Z prev:-")));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder.Path, file);
            if (!all.ContainsKey(name) && name is not (EditionPath.Sums or EditionPath.Signature))
            {
                File.Delete(file);
            }
        }
        await Task.CompletedTask;
        return all;
    }
}
