#pragma once
// Infrastructure failures of this room. None of their texts holds a secret, a key or a person's data.
#include <stdexcept>

namespace taxgate {

/// A cryptographic library failed, or what was stored does not make sense.
class CryptoError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An encrypted field was changed, cut, moved to another place, or never was one.
class CorruptField : public CryptoError {
 public:
  using CryptoError::CryptoError;
};

/// A field names a key that this process does not have: the keys were rotated since it started, or an old
/// keyring was put back.
class UnknownKey : public CryptoError {
 public:
  using CryptoError::CryptoError;
};

/// A stored password hash is not an Argon2id PHC string.
class CorruptHash : public CryptoError {
 public:
  using CryptoError::CryptoError;
};

/// A key file is missing, readable by others, foreign or changed. The text names the path and what to do.
class KeyringError : public CryptoError {
 public:
  using CryptoError::CryptoError;
};

}  // namespace taxgate
