# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add street
ip netns add sw
ip netns add east
ip netns add west
ip netns add shop
ip netns add bank
ip netns add visitor
ip netns exec street sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec street sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec street sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec east sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec west sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec west sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec west sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec shop sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec shop sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec bank sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec bank sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec visitor sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec visitor sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-street index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns street
ip -n sw link add name p-east index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns east
ip -n sw link add name p-west index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns west
ip -n east link add name cbr0 index 3 address 0a:58:0a:49:01:01 type bridge
ip -n east link add name veth5be479ca index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:49:01:02 netns shop
ip -n east link add name veth8a90bf16 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:49:01:03 netns bank
ip -n west link add name cbr0 index 3 address 0a:58:0a:49:02:01 type bridge
ip -n west link add name veth357b5a62 index 4 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:49:02:02 netns visitor
ip -n sw link set dev p-street master br-under
ip -n sw link set dev p-east master br-under
ip -n sw link set dev p-west master br-under
ip -n east link set dev veth5be479ca master cbr0
ip -n east link set dev veth8a90bf16 master cbr0
ip -n west link set dev veth357b5a62 master cbr0
ip -n street link set dev lo up
ip -n street addr add 172.20.9.1/32 dev lo
ip -n street addr add 192.168.50.1/24 dev eth0
ip -n street link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-street up
ip -n sw link set dev p-east up
ip -n sw link set dev p-west up
ip -n east link set dev lo up
ip -n east addr add 192.168.50.11/24 dev eth0
ip -n east link set dev eth0 up
ip -n east addr add 10.73.1.1/24 dev cbr0
ip -n east link set dev cbr0 promisc on
ip -n east link set dev cbr0 up
ip -n east link set dev veth5be479ca up
ip -n east link set dev veth8a90bf16 up
ip -n west link set dev lo up
ip -n west addr add 192.168.50.12/24 dev eth0
ip -n west link set dev eth0 up
ip -n west addr add 10.73.2.1/24 dev cbr0
ip -n west link set dev cbr0 promisc on
ip -n west link set dev cbr0 up
ip -n west link set dev veth357b5a62 up
ip -n shop link set dev lo up
ip -n shop addr add 10.73.1.2/24 dev eth0
ip -n shop link set dev eth0 up
ip -n bank link set dev lo up
ip -n bank addr add 10.73.1.3/24 dev eth0
ip -n bank link set dev eth0 up
ip -n visitor link set dev lo up
ip -n visitor addr add 10.73.2.2/24 dev eth0
ip -n visitor link set dev eth0 up
ip -n east route add default via 192.168.50.1 dev eth0
ip -n east route add 10.73.2.0/24 via 192.168.50.12 dev eth0
ip -n west route add default via 192.168.50.1 dev eth0
ip -n west route add 10.73.1.0/24 via 192.168.50.11 dev eth0
ip -n shop route add default via 10.73.1.1 dev eth0
ip -n bank route add default via 10.73.1.1 dev eth0
ip -n visitor route add default via 10.73.2.1 dev eth0
ip netns exec east iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:IP-MASQ-AGENT - [0:0]
:KUBE-HOSTPORTS - [0:0]
:KUBE-HP-5GJ26WWL75RFKOI4 - [0:0]
:KUBE-HP-PHY7ZHNQ5EFWJKUH - [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-POSTROUTING - [0:0]
-A PREROUTING -m comment --comment "kube hostport portals" -m addrtype --dst-type LOCAL -j KUBE-HOSTPORTS
-A OUTPUT -m comment --comment "kube hostport portals" -m addrtype --dst-type LOCAL -j KUBE-HOSTPORTS
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A POSTROUTING -m comment --comment "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT
-A POSTROUTING -s 127.0.0.0/8 -o cbr0 -m comment --comment "SNAT for localhost access to hostports" -j MASQUERADE
-A IP-MASQ-AGENT -d 10.73.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A IP-MASQ-AGENT -d 192.168.50.0/25 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A IP-MASQ-AGENT -m comment --comment "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE --random-fully
-A KUBE-HOSTPORTS -p tcp -m comment --comment "bank_default hostport 8081" -m tcp --dport 8081 -j KUBE-HP-5GJ26WWL75RFKOI4
-A KUBE-HOSTPORTS -p tcp -m comment --comment "shop_default hostport 80" -m tcp --dport 80 -j KUBE-HP-PHY7ZHNQ5EFWJKUH
-A KUBE-HP-5GJ26WWL75RFKOI4 -s 10.73.1.3/32 -m comment --comment "bank_default hostport 8081" -j KUBE-MARK-MASQ
-A KUBE-HP-5GJ26WWL75RFKOI4 -p tcp -m comment --comment "bank_default hostport 8081" -m tcp -j DNAT --to-destination 10.73.1.3:8080
-A KUBE-HP-PHY7ZHNQ5EFWJKUH -s 10.73.1.2/32 -m comment --comment "shop_default hostport 80" -j KUBE-MARK-MASQ
-A KUBE-HP-PHY7ZHNQ5EFWJKUH -p tcp -m comment --comment "shop_default hostport 80" -m tcp -j DNAT --to-destination 10.73.1.2:8080
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec west iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:IP-MASQ-AGENT - [0:0]
-A POSTROUTING -m comment --comment "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT
-A IP-MASQ-AGENT -d 10.73.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A IP-MASQ-AGENT -d 192.168.50.0/25 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A IP-MASQ-AGENT -m comment --comment "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE --random-fully
COMMIT
E
# in street the recorder itself answers HTTP on *:80
# in east the recorder itself answers HTTP on *:80
# in east the recorder itself answers HTTP on *:8081
# in shop the recorder itself answers HTTP on *:8080
# in bank the recorder itself answers HTTP on *:8080
# in visitor the recorder itself answers HTTP on *:8080
