using Broadside.Kit;
using Broadside.Record.Claims;

namespace Broadside.Import.Sample;

/// <summary>
/// Ids of the sample, made from file names: the same on every machine and in every run, so that a second run finds what
/// the first one made, and tests and dossiers can point to a paragraph.
/// </summary>
public static class SampleIds
{
    private const int BlockLength = 8;

    public static string Article(string fileName) => Ids.Of("sample/article/" + fileName);

    public static string Block(string fileName, int number) => Ids.Of($"sample/block/{fileName}/{number}", BlockLength);

    public static string Actor(string key) => Ids.Of("sample/actor/" + key);

    public static string Claim(ClaimKind kind, string key) => Ids.Of($"sample/{kind.ToString().ToLowerInvariant()}/{key}");
}
