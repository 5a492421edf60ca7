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

    internal static Outcome<T> Done(T value) => new() { Value = value };

    public static implicit operator Outcome<T>(T value) => Done(value);

    public static implicit operator Outcome<T>(Refusal refusal) => new() { Refusal = refusal };
}

public static class Outcome
{
    /// <summary>For a value whose type is an interface, which C# does not convert by itself.</summary>
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Done(value);
}
