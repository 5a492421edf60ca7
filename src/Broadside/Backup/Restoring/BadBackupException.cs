namespace Broadside.Backup.Restoring;

/// <summary>A backup is not what was written; the message says what is wrong with it.</summary>
internal sealed class BadBackupException(string message, Exception? inner = null) : Exception(message, inner);
