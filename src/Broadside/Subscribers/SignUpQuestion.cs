using Broadside.Guard;

namespace Broadside.Subscribers;

/// <summary>What is asked before signing up, when sign-ups come in crowds.</summary>
public sealed class SignUpQuestion(Secrets secrets, TimeProvider time) : SumQuestion(secrets, "sign-up", time);
