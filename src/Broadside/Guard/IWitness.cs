namespace Broadside.Guard;

/// <summary>Somebody outside who remembers what this newsroom has done, and so knows of a machine that was set back to an earlier state.</summary>
public interface IWitness
{
    /// <summary>Asks, if that was not done lately.</summary>
    /// <param name="knowsMore">Called where it remembers what the newsroom itself has forgotten, before that is noted and is no news any more.</param>
    /// <param name="cancel">Ends it.</param>
    Task AskAsync(Action knowsMore, CancellationToken cancel);
}
