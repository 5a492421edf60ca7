using Broadside.Guard;

namespace Broadside.Giving.Guarding;

/// <summary>What is asked before a gift goes on, while somebody tries stolen cards.</summary>
public sealed class GiftQuestion(Secrets secrets, TimeProvider time) : SumQuestion(secrets, "gift", time);
