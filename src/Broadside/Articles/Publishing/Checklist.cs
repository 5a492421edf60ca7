namespace Broadside.Articles.Publishing;

/// <summary>Everything that every module wants said before an article goes out.</summary>
public sealed class Checklist(IEnumerable<IPublishCheck> checks)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(PublishCase about, CancellationToken cancel)
    {
        var found = new List<Finding>();
        foreach (var check in checks)
        {
            found.AddRange(await check.LookAsync(about, cancel));
        }
        return found;
    }
}
