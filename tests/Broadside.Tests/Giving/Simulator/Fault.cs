namespace Broadside.Tests.Giving.Simulator;

/// <summary>How a rail misbehaves when it is asked.</summary>
public enum Fault
{
    None,

    /// <summary>Takes the connection and never answers; nothing is done.</summary>
    Blackhole,
    Slow,
    Error500,
    Throttled429,

    /// <summary>A page of some gateway in place of the interface.</summary>
    Html502,
    Unauthorized401,

    /// <summary>Stripe: the account may not take money any more.</summary>
    ChargesDisabled,

    /// <summary>PayPal: PAYEE_ACCOUNT_RESTRICTED at whatever would move money.</summary>
    PayeeRestricted,

    /// <summary>Does what was asked and never answers.</summary>
    AcceptThenTimeout,

    /// <summary>Does what was asked; the answer breaks off.</summary>
    TruncatedBody,
}

/// <summary>How a rail's notices go wrong on their way.</summary>
[Flags]
internal enum NoticeFault
{
    None = 0,
    Dup = 1,
    Reorder = 2,
    Delay = 4,
    Drop = 8,
    WrongSignature = 16,
    OldTimestamp = 32,
    OtherApiVersion = 64,
    OtherAccount = 128,
    OtherMode = 256,

    /// <summary>PayPal: signed by somebody who owns a host whose name begins like PayPal's.</summary>
    EvilCertificateHost = 512,

    /// <summary>PayPal: the certificate comes from the right host, but no known authority made it.</summary>
    SelfSigned = 1024,
}
