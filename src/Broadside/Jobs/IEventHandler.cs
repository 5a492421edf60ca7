namespace Broadside.Jobs;

/// <summary>Hears an event of a lower module, as a job of its own.</summary>
public interface IEventHandler : IJob
{
    Type Event { get; }
}
