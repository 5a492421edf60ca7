namespace Broadside.Mail.Inbound;

/// <summary>A message that left.</summary>
/// <param name="Route">The route that took it.</param>
/// <param name="Recipient">To whom; empty where the recipient is no longer known here.</param>
public sealed record SentMessage(string Route, string Recipient);
