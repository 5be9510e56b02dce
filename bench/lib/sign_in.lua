-- A visitor who signs in again and again, each time in a new browser: bureau, flow, captcha, password. wrk runs one in each of its
-- threads, each on one connection. Of two Set-Cookie fields wrk keeps the last, so the browser brings its own name. Arguments: the file of people ("document password" a line), the names of the consents.
local people, consents, browser, csrf, at = {}, "", "", "", 0
local asked, flow = 1, {}
signed = 0

function setup(thread)
  lane = (lane or 0) + 1
  thread:set("lane", lane)
  threads = threads or {}
  table.insert(threads, thread)
end

function init(args)
  for line in io.lines(args[1]) do table.insert(people, { line:match("^(%S+) (%S+)$") }) end
  for i = 2, #args do consents = consents .. ',"' .. args[i] .. '":true' end
  at = lane
  math.randomseed(os.time() * 100 + lane)
end

-- 256 bits in base64url, as the server would have chosen.
local function new_browser()
  local letters = {}
  for i = 1, 42 do
    local n = math.random(1, 64)
    letters[i] = ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"):sub(n, n)
  end
  return table.concat(letters) .. "A"
end

local function send(method, path, body)
  local headers = { Host = "127.0.0.1", Cookie = "taxgate_browser=" .. browser, ["X-CSRF-Token"] = csrf }
  if body then headers["Content-Type"] = "application/json" end
  return wrk.format(method, path, headers, body)
end

local function credentials()
  local person = people[at % #people + 1]
  return string.format('{"step":"%s","inputs":{"account":"%s","password":"%s","captcha":"%s"%s}}', flow.step, person[1], person[2], flow.captcha, consents)
end

function request() -- wrk asks for one more, which it does not send
  if asked == 1 then
    browser, csrf = new_browser(), ""
    return send("GET", "/v1/bureau")
  elseif asked == 2 then
    return send("POST", "/v1/flows", '{"kind":"sign-in","entrance":"self"}')
  elseif asked == 3 then
    return send("GET", "/v1/demo/flows/" .. flow.id .. "/captcha")
  end
  return send("POST", "/v1/flows/" .. flow.id, credentials())
end

function response(status, headers, body)
  if status >= 300 then error(status .. " " .. body) end
  if asked == 1 then csrf = body:match('"csrf":"([^"]+)"')
  elseif asked == 2 then flow = { id = body:match('"id":"([^"]+)"'), step = body:match('"step":{"id":"([^"]+)"') }
  elseif asked == 3 then flow.captcha = body:match('"answer":"([^"]+)"')
  elseif body:find('"state":"done"', 1, true) then signed, at = signed + 1, at + 12
  else error(body) end
  asked = asked % 4 + 1
end

function done(summary)
  local all = 0
  for _, thread in ipairs(threads) do
    all = all + thread:get("signed")
  end
  io.write(string.format("signed %d in %d us\n", all, summary.duration))
end
