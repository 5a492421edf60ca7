using System.Diagnostics.CodeAnalysis;

namespace Broadside.Kit;

/// <summary>What a use-case came to: a value, or a refusal that a person can put right.</summary>
public sealed record Outcome<T>
{
    public T? Value { get; private init; }

    public Refusal? Refusal { get; private init; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    public static implicit operator Outcome<T>(Refusal refusal) => new() { Refusal = refusal };
}
