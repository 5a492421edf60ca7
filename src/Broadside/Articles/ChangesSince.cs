using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>
/// What readers' pages may have read and has changed since a position of the signed head: subjects and <see cref="ListKey"/>s, as
/// <see cref="Catalogue.Changed"/> would have told them. For a program that was not there when it happened.
/// </summary>
public sealed class ChangesSince(VersionStore versions)
{
    /// <summary>Null when it cannot be told: the head does not reach so far, or was altered.</summary>
    public IReadOnlySet<string>? Of(long seq)
    {
        if (seq > versions.Seq)
        {
            return null;
        }
        // The newest version of each subject, what was taken down among them.
        var changed = versions.AllLive().Where(version => version.Seq > seq).Select(version => version.Subject).ToHashSet(StringComparer.Ordinal);
        if (changed.Count == 0)
        {
            return changed;
        }
        var subjects = changed.Where(Article.IsSubject).ToHashSet(StringComparer.Ordinal);
        var cards = new CardReader();
        // Where it stood before and where it stands now: every version of what has changed.
        var whole = versions.Repeat((version, card) =>
        {
            if (subjects.Contains(version.Subject) && version.Kind != VersionKind.Remove && !card.IsEmpty)
            {
                Add(changed, cards.Read(version, card));
            }
        });
        return whole ? changed : null;
    }

    private static void Add(HashSet<string> changed, CatalogueEntry entry)
    {
        changed.UnionWith(entry.Lists().Select(list => list.Start + list.Word));
        changed.Add(ListKey.Group(entry.Group ?? entry.Id));
        changed.Add(ListKey.MonthStart + entry.Month);
    }
}
