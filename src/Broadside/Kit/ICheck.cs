namespace Broadside.Kit;

/// <summary>One of the checks that <c>broadside doctor</c> runs.</summary>
public interface ICheck
{
    /// <summary>What is looked at, as "versions".</summary>
    string Name { get; }

    /// <summary>What is wrong, one line each with what to do; nothing when all is well.</summary>
    IAsyncEnumerable<string> RunAsync(CancellationToken cancel);
}
