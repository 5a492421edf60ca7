namespace Broadside.Staff.Acts;

/// <summary>Event: what was asked for may be done now. The module that asked handles its own kinds and leaves the others.</summary>
public sealed record ActApproved(string Id, string Kind, string Subject, string Payload, string AskedBy);
