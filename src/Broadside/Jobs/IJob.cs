namespace Broadside.Jobs;

/// <summary>Does the jobs of one kind. It may run twice for one job (a worker died at the last moment), so it must bear that.</summary>
public interface IJob
{
    string Kind { get; }

    /// <summary>How often it is tried before it is parked.</summary>
    int Attempts => 8;

    /// <summary>True where it may take minutes: it then runs beside the others, which do not wait for it.</summary>
    bool IsLong => false;

    /// <summary>Throwing means: try again later.</summary>
    Task RunAsync(string payload, CancellationToken cancel);
}
