using System.Collections.Concurrent;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>
/// What belongs to the whole site and not to one article (identity, menus, curation, topics, people, redirects…): each part
/// a signed subject <c>site/NAME</c> of its own, which any module above may read.
/// </summary>
public sealed class SiteRecord(VersionStore versions)
{
    private readonly ConcurrentDictionary<string, long> lost = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Seq, object Value)> parsed = new(StringComparer.Ordinal);

    /// <summary>Whether no good copy of the part was left when it was last read: no page may be made from what stands in for it.</summary>
    public bool IsLost(string subject) =>
        subject.StartsWith("site/", StringComparison.Ordinal) && lost.TryGetValue(subject["site/".Length..], out var seq) && versions.Live(subject)?.Seq == seq;

    public static string Subject(string part) => "site/" + part;

    /// <summary>The part as last signed; a new T where it was never written or no good copy is left.</summary>
    public T Read<T>(string part) where T : class, new()
    {
        if (versions.Live(Subject(part)) is not { Kind: not VersionKind.Remove } version)
        {
            return new T();
        }
        if (parsed.TryGetValue(part, out var known) && known.Seq == version.Seq)
        {
            return (T)known.Value;
        }
        if (versions.Read(version) is not { } content)
        {
            lost[part] = version.Seq;
            return known.Value as T ?? new T();
        }
        var value = CanonicalJson.Read<T>(content);
        parsed[part] = (version.Seq, value);
        return value;
    }

    /// <summary>A draft of the part for <see cref="VersionStore.CommitAsync"/>; null when it would say the same as now.</summary>
    public VersionDraft? Draft<T>(string part, T value, Actor who, string why)
    {
        var content = CanonicalJson.Bytes(value);
        if (versions.Live(Subject(part)) is { } live && live.Sha256 == CanonicalJson.Sha256(content))
        {
            return null;
        }
        return new VersionDraft { Subject = Subject(part), Content = content, Kind = VersionKind.Publish, Who = who, Why = why };
    }
}
