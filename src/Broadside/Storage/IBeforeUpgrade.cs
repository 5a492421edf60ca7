namespace Broadside.Storage;

/// <summary>
/// Is called before a newer program changes the tables of a newsroom that holds something; never for a new one. It stands in the old
/// tables, so it asks the database without the program's maps. Throwing stops the upgrade with nothing changed.
/// </summary>
public interface IBeforeUpgrade
{
    /// <returns>The path of what was kept, for the operator; null: nothing.</returns>
    Task<string?> RunAsync(Upgrade upgrade, CancellationToken cancel);
}

/// <summary>What an upgrade is about to do.</summary>
/// <param name="From">The newest step that the database knows, as <c>0194-giving-desk</c>.</param>
/// <param name="Steps">Those that it does not know yet, in order.</param>
public sealed record Upgrade(string From, IReadOnlyList<string> Steps);
