namespace Broadside.Kit;

/// <summary>Is told of everything that a person must know, by modules that stand below those that keep, mail or show it.</summary>
public interface IAlarmBell
{
    /// <param name="code">A stable word, as "clock".</param>
    /// <param name="subject">What it is about; code and subject together are one alarm, however often it rings.</param>
    /// <param name="message">What was found and what to do.</param>
    Task RingAsync(string code, string subject, string message, CancellationToken cancel);
}
