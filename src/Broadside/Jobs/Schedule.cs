namespace Broadside.Jobs;

/// <summary>A job that comes round again: its kind, and five cron fields read in UTC. Fires once, whatever the number of nodes.</summary>
public sealed record Schedule(string Kind, string Cron);
