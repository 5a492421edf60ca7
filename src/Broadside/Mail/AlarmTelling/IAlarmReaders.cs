namespace Broadside.Mail.AlarmTelling;

/// <summary>Who is told of alarms where the settings name nobody.</summary>
public interface IAlarmReaders
{
    /// <returns>E-mail addresses.</returns>
    Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel);
}
